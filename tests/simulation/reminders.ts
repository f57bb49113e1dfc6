import type { Actor } from "../../lib/chat/chat.ts";
import { createUser } from "../../lib/chat/identity/names.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { ReminderRow } from "../../lib/store/messages/later_rows.ts";
import type { Users } from "../../lib/store/people/users.ts";
import type { SimulatedInstance } from "./simulated_instance.ts";

/** So much later is due what is put off. */
const PUT_OFF_BY_MS = 3_000;

/** Whether it is known to become due, known to be gone, or either. */
type Fate = "due" | "is gone" | "unsure";

/** Somebody who only asks to be reminded, puts that off and takes it back. */
export class Reminders {
  readonly #fates = new Map<string, Fate>();
  #owner: Actor | undefined;

  /** Makes who is reminded. */
  async comeIn(users: Users): Promise<void> {
    const { user: { id, name, role } } = await createUser(users, {
      name: "forgetful",
      role: "member",
    });
    this.#owner = { user: { id, name, role }, session: "of the forgetful" };
  }

  /** What was taken back: its words are nowhere. */
  get goneWords(): string[] {
    return [...this.#fates].flatMap(([id, fate]) => fate === "is gone" ? [noteOf(id)] : []);
  }

  /** Asks for a reminder, and does what is said with it; never rejects. */
  async remind(
    { clock, instance: { chat } }: SimulatedInstance,
    inMs: number,
    then: "wait" | "move" | "take-back",
  ): Promise<void> {
    const owner = this.#owner as Actor;
    const id = `reminder-${this.#fates.size + 1}`;
    const at = clock.now() + inMs;
    this.#fates.set(id, "unsure");
    try {
      await chat.remind(owner, { id, at, note: noteOf(id) });
      this.#fates.set(id, "due");
      if (then === "move") await chat.reschedule(owner, { id, at: at + PUT_OFF_BY_MS });
      if (then !== "take-back") return;
      this.#fates.set(id, "unsure");
      await chat.unschedule(owner, { id });
      this.#fates.set(id, "is gone");
    } catch {
      // Not put off, or not known whether it was taken back or is there at all.
    }
  }

  /** M10, J: what is there is due, and what was taken back is not there. */
  async check(store: Kv): Promise<string[]> {
    const prefix = keys.laterOf(this.#owner?.user.id ?? "");
    const rows = await store.list<ReminderRow>({ prefix }, { limit: 1_000 });
    const found = new Map(rows.map(({ key, value }) => [String(key.at(-1)), value]));
    const wrong: string[] = [];
    for (const [id, fate] of this.#fates) {
      const row = found.get(id);
      if (row && !row.due) wrong.push(`M10: ${id} is past its time and not due`);
      if (!row && fate === "due") wrong.push(`M10: ${id} is lost`);
      if (row && fate === "is gone") wrong.push(`M10: ${id} is there after it was taken back`);
    }
    return wrong;
  }
}

/** What it says; no note is the beginning of another. */
function noteOf(id: string): string {
  return `note of ${id}.`;
}
