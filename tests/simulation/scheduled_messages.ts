import type { Actor } from "../../lib/chat/chat.ts";
import { createUser } from "../../lib/chat/identity/names.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import type { Users } from "../../lib/store/people/users.ts";
import type { SimulatedInstance } from "./simulated_instance.ts";

/** So much later goes what is moved. */
const MOVED_BY_MS = 3_000;

/** Whether it is known to go out, known not to, or either. */
type Fate = "goes" | "is gone" | "unsure";

/**
 * Somebody who only schedules messages, moves them and takes them back, through instances that may
 * die or be cut off meanwhile and while they send them.
 */
export class ScheduledMessages {
  readonly #fates = new Map<string, Fate>();
  #author: Actor | undefined;

  /** Makes who schedules them. */
  async comeIn(users: Users): Promise<void> {
    const { user: { id, name, role } } = await createUser(users, {
      name: "scheduler",
      role: "member",
    });
    this.#author = { user: { id, name, role }, session: "of the scheduler" };
  }

  /** Schedules one, and does what is said with it; never rejects. */
  async schedule(
    { clock, instance: { chat } }: SimulatedInstance,
    inMs: number,
    then: "wait" | "move" | "take-back",
  ): Promise<void> {
    const author = this.#author as Actor;
    const id = `job-${this.#fates.size + 1}`;
    const at = clock.now() + inMs;
    this.#fates.set(id, "unsure");
    try {
      await chat.schedule(author, { id, conversation: GENERAL, text: id, at });
      this.#fates.set(id, "goes");
      if (then === "move") await chat.reschedule(author, { id, at: at + MOVED_BY_MS });
      if (then !== "take-back") return;
      this.#fates.set(id, "unsure");
      await chat.unschedule(author, { id });
      // It may have gone out before it was taken back, but not after it.
      if (clock.now() < at) this.#fates.set(id, "is gone");
    } catch {
      // Not moved, or not known whether it was taken back or scheduled at all.
    }
  }

  /** J, M10: what was scheduled was sent once, what was taken back was not; nothing is left of it. */
  async check(store: Kv): Promise<string[]> {
    const entries = await store.list<LogEntry>(
      { prefix: keys.entries(GENERAL) },
      { limit: 100_000 },
    );
    const author = this.#author?.user.id ?? "";
    const left = [
      ...await store.list({ prefix: keys.jobs() }, { limit: 100 }),
      ...await store.list({ prefix: keys.laterOf(author) }, { limit: 100 }),
    ];
    const wrong = left.map(({ key }) => `J: ${key.join(" ")} is still there`);
    const texts = entries.flatMap(({ value: { event } }) =>
      event.kind === "message" && event.by === author ? [event.text] : []
    );
    for (const [id, fate] of this.#fates) {
      const times = texts.filter((text) => text === id).length;
      if (times > 1) wrong.push(`M10: ${id} was sent ${times} times`);
      if (times === 0 && fate === "goes") wrong.push(`M10: ${id} was not sent`);
      if (times > 0 && fate === "is gone") {
        wrong.push(`M10: ${id} was sent after it was taken back`);
      }
    }
    return wrong;
  }
}
