import { parseDuration } from "../../protocol/durations.ts";
import { ChatError } from "../../protocol/errors.ts";
import { createJournal, type JournalEntry } from "../../store/journal.ts";
import { keys } from "../../store/keys.ts";
import { type PlannedShutdown, plannedShutdown } from "../../store/planned_shutdown.ts";
import { writeRow } from "../../store/row_writes.ts";
import type { Actor } from "../chat.ts";
import { type AdministrationParts, demand, journal, readSomeWords, readWords } from "./parts.ts";

/** A shutdown further away is planned when it is nearer. */
const MAX_COUNTDOWN_MS = 7 * 24 * 60 * 60_000;

/** What is said to everyone. All throw a `ChatError` with the reason when they refuse. */
export interface Speaking {
  say(actor: Actor, notice: { text: string; level?: "info" | "warning" }): Promise<void>;
  /**
   * Ends every instance after a time: everyone is told until then, and clients come back by
   * themselves once there is a server again. Replaces what was planned before.
   */
  planShutdown(
    actor: Actor,
    plan: { in: string; text?: string; then?: PlannedShutdown["then"] },
  ): Promise<PlannedShutdown>;
  /** Harmless where none is planned. */
  cancelShutdown(actor: Actor): Promise<void>;
  /** What is planned, if anything. */
  seeShutdown(actor: Actor): Promise<PlannedShutdown | undefined>;
  /** The newest first; those before an entry of the page before. */
  readJournal(
    actor: Actor,
    page: { before?: Pick<JournalEntry, "at" | "id">; limit: number },
  ): Promise<{ entries: JournalEntry[]; more: boolean }>;
}

/** Speaking to everyone, and what was written down. */
export function createSpeaking(parts: AdministrationParts): Speaking {
  const { kv, announcer, clock } = parts;
  const lines = createJournal(kv);

  return {
    async say(actor, { text, level = "info" }) {
      demand(actor, "say something to everyone");
      const words = readSomeWords(text);
      const line = journal(parts, actor.user, { act: "notice", words });
      await writeRow(kv, line.key, () => ({ value: line.value }));
      announcer.announce([{
        topic: "everyone",
        message: { type: "notice", level, text: words },
      }]);
    },

    async planShutdown(actor, { in: duration, text, then = "restart" }) {
      demand(actor, "shut down");
      const ms = parseDuration(duration);
      if (ms === undefined || ms > MAX_COUNTDOWN_MS) throw new ChatError("duration-form");
      const plan: PlannedShutdown = { at: clock.now() + ms, text: readWords(text), then };
      const line = journal(parts, actor.user, {
        act: "shutdown",
        ...{ until: plan.at, words: plan.text, what: then },
      });
      await writeRow<PlannedShutdown>(kv, keys.shutdown(), () => (
        { value: plan, mutations: [line] }
      ));
      announcer.announce([{ topic: "everyone", message: { type: "shutdown", ...plan } }]);
      return plan;
    },

    async cancelShutdown(actor) {
      demand(actor, "shut down");
      if (!await plannedShutdown(kv, clock.now())) return;
      const line = journal(parts, actor.user, { act: "shutdown-cancelled" });
      await writeRow<PlannedShutdown>(kv, keys.shutdown(), (plan) => (
        { value: undefined, mutations: plan ? [line] : [] }
      ));
      announcer.announce([{ topic: "everyone", message: { type: "shutdown-cancelled" } }]);
    },

    async seeShutdown(actor) {
      demand(actor, "shut down");
      return await plannedShutdown(kv, clock.now());
    },

    async readJournal(actor, { before, limit }) {
      demand(actor, "read the journal");
      const entries = await lines.read({ before, limit: limit + 1 });
      return { entries: entries.slice(0, limit), more: entries.length > limit };
    },
  };
}
