import type { MemberReport } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import { createMemberReports, reportId } from "../../store/member_reports.ts";
import type { Actor } from "../chat.ts";
import {
  type AdministrationParts,
  demand,
  journal,
  named,
  readSomeWords,
  readWords,
} from "./parts.ts";

/** Reports of one person: more is no report but a flood. */
const REPORTS = { count: 10, windowMs: 10 * 60_000 };

/** What members tell the moderators. All throw a `ChatError` with the reason when they refuse. */
export interface Reporting {
  /** The moderators see the message then, also where they are not in the conversation. */
  reportMessage(
    actor: Actor,
    report: { conversation: ConversationId; target: number; words: string },
  ): Promise<void>;
  /** The open ones, or all; the newest first. */
  reports(
    actor: Actor,
    page: { open: boolean; before?: string; limit: number },
  ): Promise<{ reports: MemberReport[]; more: boolean }>;
  handleReport(actor: Actor, id: string, words?: string): Promise<MemberReport>;
}

/** Reports over a store; handling one and its line in the journal in one commit. */
export function createReporting(parts: AdministrationParts): Reporting {
  const { kv, access, attempts, clock, log, random, users } = parts;
  const stored = createMemberReports(kv);

  async function limit(actor: Actor) {
    const waitMs = await attempts.take("report", actor.user.id, REPORTS);
    if (waitMs > 0) throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1000) }, waitMs);
  }

  return {
    async reportMessage(actor, { conversation, target, words }) {
      if (!may(actor.user.role, "report a message")) throw new ChatError("members-only");
      const said = readSomeWords(words);
      const { name } = await access.see(actor, conversation);
      const range = { after: target - 1, before: target + 1, limit: 1 };
      const [entry] = await log.read(conversation, range);
      if (entry?.event.kind !== "message" || entry.event.deletedAt !== undefined) {
        throw new ChatError("unknown-message");
      }
      await limit(actor);
      const { by, seq, text } = entry.event;
      const author = await users.get(by);
      const at = clock.now();
      await stored.add({
        id: reportId(at, random.uuid()),
        at,
        by: named(actor.user),
        message: {
          ...{ conversation, seq, text, by: { id: by, name: author?.name ?? "" } },
          ...(name !== undefined && { room: name }),
        },
        words: said,
      });
    },

    async reports(actor, { limit, ...page }) {
      demand(actor, "handle reports");
      const found = await stored.list({ ...page, limit: limit + 1 });
      return { reports: found.slice(0, limit), more: found.length > limit };
    },

    async handleReport(actor, id, text) {
      demand(actor, "handle reports");
      const words = readWords(text);
      const report = await stored.get(id);
      if (!report) throw new ChatError("unknown-report");
      const { message } = report;
      const line = journal(parts, actor.user, {
        act: "report-handled",
        whom: message.by,
        where: { conversation: message.conversation, name: message.room, seq: message.seq },
        words,
      });
      const handled = { at: clock.now(), by: named(actor.user), words };
      return await stored.handle(id, handled, [line]);
    },
  };
}
