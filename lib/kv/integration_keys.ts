// Keys of bots, hooks and what programs of others have to do with. A part of `keys`.
import type { Key } from "./kv.ts";

export const integrationKeys = {
  /** Marks that a user is a bot. */
  bot: (id: string): Key => ["bot", id],
  bots: (): Key => ["bot"],
  /** `HookRow`: the incoming hook that posts as a bot. */
  hook: (bot: string): Key => ["hook", bot],
  /** `PostedRow`: what a hook posted by a key of its sender's, by the hash of that. */
  hookPosted: (bot: string, key: string): Key => ["hook_posted", bot, key],
  /** `ThreadRow`: the root of a thread by a key of its sender's, likewise. */
  hookThread: (bot: string, key: string): Key => ["hook_thread", bot, key],
  /** `OutgoingRow`: the outgoing hook that a bot is. */
  outgoing: (bot: string): Key => ["outgoing", bot],
  allOutgoing: (): Key => ["outgoing"],
  /** `PumpRow`: how far an outgoing hook was told of its rooms. */
  outgoingPump: (bot: string): Key => ["outgoing_pump", bot],
  /** `DeliveryRow`: an event that it was told of, or is to be. */
  outgoingDelivery: (bot: string, at: number, id: string): Key => [
    "outgoing_delivery",
    bot,
    at,
    id,
  ],
  outgoingDeliveries: (bot: string): Key => ["outgoing_delivery", bot],
  /** `CommandRow`: the command of a bot's that is called so. */
  command: (name: string): Key => ["command", name],
  commands: (): Key => ["command"],
  /** `CommandCallRow`: that a command was called, and may still be answered. */
  commandCall: (id: string): Key => ["command_call", id],
} as const;
