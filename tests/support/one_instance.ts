import type { Actor } from "../../lib/chat/chat.ts";
import { type Instance, type InstanceOptions, startInstance } from "../../lib/instance/instance.ts";
import type { Role } from "../../lib/protocol/events.ts";
import { FarEnd } from "./far_end.ts";
import { MemoryKv } from "./memory_kv.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";
import { recordingLogger } from "./loggers.ts";
import { createUser } from "../../lib/chat/identity/names.ts";

/** One instance over a memory store and a virtual clock, with people who have real sessions. */
export async function oneInstance(options: Partial<InstanceOptions> = {}) {
  const clock = new VirtualClock();
  const random = new SeededRandom(11);
  const kv = new MemoryKv();
  const reported: string[] = [];
  const logger = recordingLogger((what, error) => void reported.push(`${what}: ${error ?? ""}`));
  const parts = { kv, clock, random, logger, rates: false, ...options };
  const instance = await clock.runUntil(startInstance(parts));
  return { ...parts, clock, random, instance, reported, ...people(instance, clock) };
}

/** People of an instance, and their sockets. */
export function people(instance: Instance, clock: VirtualClock) {
  /** Somebody new, signed in. */
  async function person(name: string, role: Role = "member"): Promise<Actor> {
    // Hashing is done by the platform, beside the virtual clock: it is awaited as it is.
    const { user } = await createUser(instance.users, { name, role });
    const { session } = await instance.sessions.start(
      user.id,
      "a test",
      undefined,
      undefined,
      "now",
    );
    return { user: { id: user.id, name, role }, session: session.id };
  }

  /** A new socket of somebody, synced. */
  async function join(actor: Actor, since: Record<string, number> = {}): Promise<FarEnd> {
    const end = FarEnd.at(instance, actor);
    const ref = end.ask({ type: "sync", since });
    await clock.advance(10);
    end.reply(ref);
    return end;
  }

  /** Sends to a conversation and waits for the reply. */
  async function send(end: FarEnd, conversation: string, text: string): Promise<number> {
    const ref = end.ask({ type: "send", conversation, id: crypto.randomUUID(), text });
    await clock.advance(20);
    const reply = end.reply(ref);
    if (!reply.ok) throw new Error(`refused: ${reply.error.message}`);
    return Number(reply.seq);
  }

  return { person, join, send };
}
