import type { Chat } from "../chat/chat.ts";
import type { HookTeller } from "../chat/bots/outgoing.ts";
import { announceMembership } from "../chat/conversations/membership_writer.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createAgain, createOffWord, sendAgain } from "../integrations/outgoing/again.ts";
import { type Commands, createCommands } from "../integrations/outgoing/commands.ts";
import type { Access } from "../chat/conversations/access.ts";
import { createCallOut } from "../integrations/outgoing/call.ts";
import { createDeliver } from "../integrations/outgoing/deliver.ts";
import { createPump } from "../integrations/outgoing/pump.ts";
import { Receivers } from "../integrations/outgoing/receivers.ts";
import { exchange } from "../net/exchange.ts";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded_fetch.ts";
import type { IsPrivateHost } from "../net/private_hosts.ts";
import { resolveHost } from "../net/resolve.ts";
import type { ShrinkPicture } from "../previews/shrink.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime, Stores } from "./stores.ts";

/** How services of others are called. */
export interface CallOptions {
  /** Hosts of the operator's own network that may be called. */
  isPrivateHost?: IsPrivateHost;
  /** What calls them; by default what reaches the public internet, and those hosts. */
  fetch?: GuardedFetch;
  /** What makes pictures of pages small; by default a thread for each. */
  shrink?: ShrinkPicture;
}

/** What calls others, for all that does. */
export function callsOf({ isPrivateHost = () => false, fetch }: CallOptions = {}) {
  return {
    isPrivateHost,
    fetch: fetch ?? createGuardedFetch({ resolve: resolveHost, exchange, isPrivateHost }),
  };
}

/** What tells hooks, once everything else is composed. */
export interface OutgoingService extends HookTeller {
  /** Commands of bots, whose programs are called too. */
  commands: Commands;
  /** Begins to tell; what was not told before the start is told now. */
  start(): Promise<void>;
}

/** Composes what tells outgoing hooks. */
export function composeOutgoing(
  { clock, random, logger }: Omit<Runtime, "kv">,
  { commandRows, conversations, outgoingRows: rows, users }: Pick<
    Stores,
    "commandRows" | "conversations" | "outgoingRows" | "users"
  >,
  delivery: Pick<Delivery, "announcer" | "bus" | "jobs" | "log" | "onCommitted">,
  { access, chat, identity, calls }: {
    access: Access;
    chat: Pick<Chat, "history" | "post">;
    identity: Pick<Identity, "actingBot">;
    calls: CallOptions | undefined;
  },
): OutgoingService {
  const { announcer, bus, jobs, log } = delivery;
  const { isPrivateHost, fetch } = callsOf(calls);
  const call = createCallOut({ fetch, clock });
  const deliver = createDeliver({ rows, chat, announcer, call, clock, random });
  const pump = createPump({
    rows,
    read: { conversations, log, chat },
    identity,
    deliver,
    jobs,
    clock,
    random,
  });
  const receivers = new Receivers({ rows, conversations, announcer, bus, clock, logger });
  const wake = (hook: UserId) =>
    pump.wake(hook).catch((error) => logger.error("a webhook could not be woken", error, { hook }));
  const announce = (user: UserId, conversation: ConversationId) =>
    announceMembership(announcer, user, conversation, true);
  jobs.register(pump.job);
  jobs.register(createAgain({ rows, conversations, chat, identity, deliver, jobs, clock }));
  jobs.register(createOffWord({
    rows,
    users,
    direct: conversations,
    chat,
    identity,
    announce,
  }));
  const commands = createCommands({
    rows: commandRows,
    access,
    conversations,
    chat,
    identity,
    call,
    outside: { clock, random, announce },
  });
  delivery.onCommitted((committed) => {
    const concerned = new Set<UserId>();
    for (const { conversation, entries } of committed) {
      for (const { event } of entries) {
        for (const hook of receivers.of(conversation, event)) concerned.add(hook);
      }
    }
    for (const hook of concerned) void wake(hook);
  });
  return {
    commands,
    begin: pump.begin,
    sendAgain: (key) => sendAgain({ rows, jobs, clock, random }, key),
    mayBePlain: (url) => isPrivateHost(url.hostname, Number(url.port) || 80),
    async start() {
      await receivers.load();
      await Promise.all([...receivers.all].map(wake));
    },
  };
}
