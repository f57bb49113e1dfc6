import { isDeepStrictEqual } from "node:util";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { createUser } from "../../lib/chat/identity/names.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import type { OwnMark } from "../../lib/protocol/own_marks.ts";
import type { Users } from "../../lib/store/people/users.ts";
import { wrongPolls } from "../support/poll_invariants.ts";
import type { SimulatedPerson } from "./simulated_person.ts";

/** So long after the start one of the polls ends by itself. */
const ENDS_AFTER_MS = 6_000;

/** Two polls of somebody who only asks: one of several choices, and one that ends by a job. */
export class PlannedPolls {
  /** Where they stand in `general`. */
  readonly seqs: number[] = [];

  /** Asks both. */
  async ask(users: Users, chat: Chat, now: number): Promise<void> {
    const { user: { id, name, role } } = await createUser(users, { name: "asker", role: "member" });
    const asker: Actor = { user: { id, name, role }, session: "of the asker" };
    const options = ["Saturday", "Sunday", "Monday"];
    for (const poll of [{ options, multiple: true }, { options, closesAt: now + ENDS_AFTER_MS }]) {
      const text = `when? ${this.seqs.length}`;
      const asked = { conversation: GENERAL, id: `poll-${this.seqs.length}`, text, after: 0, poll };
      this.seqs.push((await chat.post(asker, asked)).seq);
    }
  }

  /** M9, J: votes are counted once, the end of the second is told once, and everybody sees the same. */
  async check(store: Kv, people: readonly SimulatedPerson[]): Promise<string[]> {
    const rows = await store.list<LogEntry>({ prefix: keys.entries(GENERAL) }, { limit: 100_000 });
    const entries = rows.map(({ value }) => value);
    const wrong = wrongPolls(entries);
    const ends = entries.filter(({ event }) => event.kind === "pollClosed");
    if (ends.length !== 1) wrong.push(`J: the end of a poll was told ${ends.length} times`);
    for (const seq of this.seqs) {
      const event = entries[seq - 1]?.event;
      const poll = event?.kind === "message" ? event.poll : undefined;
      const counts = poll?.options.map(() => 0) ?? [];
      for (const { actor } of people) {
        const { value } = await store.get<OwnMark>(keys.own(actor.user.id, GENERAL, seq));
        for (const option of value?.votes ?? []) counts[option] = (counts[option] ?? 0) + 1;
      }
      const said = poll?.options.map(({ count }) => count);
      if (!isDeepStrictEqual(said, counts)) wrong.push(`M9: ${seq} counts ${said}, not ${counts}`);
      for (const { actor, here, model } of people) {
        const item = model.timeline(GENERAL).items.value.find((one) =>
          one.is === "message" && one.event.seq === seq
        );
        if (!here || item?.is !== "message") continue;
        if (!isDeepStrictEqual(item.event.poll, poll)) {
          wrong.push(`M9: ${actor.user.name} sees another poll at ${seq}`);
        }
      }
    }
    return wrong;
  }
}
