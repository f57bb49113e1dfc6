import type { CommitParts } from "../../kv/checked_write.ts";
import type { MemberReport } from "../../protocol/administration.ts";
import type { OwnReport } from "../../protocol/own_reports.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/events.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { Random } from "../../runtime/clock.ts";
import type { MessageRequests } from "../../store/conversations/message_requests.ts";
import type { Attempts } from "../../store/people/attempt_limits.ts";
import type { Users } from "../../store/people/users.ts";
import { type MemberReports, reportId } from "../../store/moderation/reports.ts";
import { limitAttempts } from "../attempts.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import { mayWait } from "../messages/screen.ts";
import { unlessVanished } from "../messages/read_out.ts";
import type { Access } from "../conversations/access.ts";
import { mayBeAsked } from "../conversations/message_requests.ts";
import { requireVisible } from "../conversations/visible.ts";
import { readNote, readRequiredNote, requirePermission } from "./authorize.ts";
import { orRefuse } from "../refusals.ts";
import type { ModerationQueue } from "./queue.ts";
import type { ReadContext } from "./read_context.ts";

/** Reports of one person: a flood would bury those of others. */
const REPORTS = { count: 10, windowMs: 10 * 60_000 };
/** And of a guest, who comes anew for the asking: so all guests of an address are counted together, too. */
const GUEST_REPORTS = { ...REPORTS, count: 3 };
const GUEST_ADDRESS_REPORTS = REPORTS;

/** What people tell the moderators. */
export interface ReportHandling {
  /**
   * The moderators see the message then, also where they are not in the conversation. Throws
   * `unknown-message`, `empty-text`, `text-too-long`, `too-fast`, and as `Chat.history`.
   */
  reportMessage(
    actor: Actor,
    report: { conversation: ConversationId; target: number; words: string },
  ): Promise<void>;
  /** The open ones, the first first, or all, the newest first; on from `past`. Throws `not-allowed`. */
  reports(
    actor: Actor,
    page: { open: boolean; past?: string; limit: number },
  ): Promise<{ reports: MemberReport[]; more: boolean }>;
  /**
   * Handles a report, and with it all that are open of the same message: who made them learns that it was
   * looked at, whether something was done, and the `answer`; `words` are for the moderators. Throws
   * `not-allowed`, `unknown-report`, `text-too-long`.
   */
  handleReport(actor: Actor, id: string, how?: Handling): Promise<MemberReport>;
  /** What the actor reported lately, the newest first. */
  ownReports(actor: Actor): Promise<OwnReport[]>;
  /** The actor has seen the answers. */
  seeAnswers(actor: Actor): Promise<void>;
}

/** What became of a report. */
export interface Handling {
  words?: string;
  done?: boolean;
  answer?: string;
}

/** What reports are taken and handled with. */
export interface ReportHandlingParts {
  rows: {
    reports: MemberReports;
    requests: Pick<MessageRequests, "getMany">;
    /** Told of each report that came or was handled. */
    queue: Pick<ModerationQueue, "answered" | "changed">;
  };
  access: Access;
  /** What was reported, and what stands around it. */
  reading: { log: Pick<ConversationLog, "read">; context: ReadContext };
  users: Pick<Users, "get">;
  attempts: Attempts;
  audit: AuditEntries;
  random: Random;
}

/** Reports over a store; handling one and its line in the audit log in one commit. */
export function createReportHandling(parts: ReportHandlingParts): ReportHandling {
  const { rows: { reports, requests, queue }, access, reading, users, attempts } = parts;
  const { audit, random } = parts;

  /** Where the message stands; nothing where it waits to be accepted, which can be reported unread. */
  async function findPlace(actor: Actor, conversation: ConversationId, target: number) {
    const { id } = actor.user;
    const [request] = mayBeAsked(conversation) ? await requests.getMany([id], conversation) : [];
    if (request?.value?.messages.some(({ seq }) => seq === target)) return undefined;
    const place = await access.see(actor, conversation);
    requireVisible(place, id, target);
    return place;
  }

  async function limitReports({ user: { id, role }, address }: Actor) {
    if (role !== "guest") return await limitAttempts(attempts, "report", id, REPORTS);
    await limitAttempts(attempts, "report", id, GUEST_REPORTS);
    if (address === undefined) return;
    await limitAttempts(attempts, "report-address", address, GUEST_ADDRESS_REPORTS);
  }

  return {
    async reportMessage(actor, { conversation, target, words }) {
      const note = readRequiredNote(words);
      const place = await findPlace(actor, conversation, target);
      const range = { after: target - 1, before: target + 1, limit: 1 };
      const [entry] = await reading.log.read(conversation, range);
      const message = entry?.event.kind === "message" && unlessVanished(entry.event, audit);
      if (!message || message.deletedAt !== undefined) throw new ChatError("unknown-message");
      await limitReports(actor);
      const { by, seq, text } = message;
      const author = await users.get(by);
      const at = audit.now();
      await reports.add({
        id: reportId(at, random.uuid()),
        at,
        by: named(actor.user),
        message: {
          conversation,
          seq,
          text,
          by: { id: by, name: author?.name ?? "" },
          ...(place?.kind === "room" && { room: roomTitle(place) }),
          ...(place && mayWait(place) && { open: true }),
        },
        words: note,
      });
      queue.changed();
    },

    async reports(actor, { limit, ...page }) {
      requirePermission(actor, "handle reports");
      const found = await reports.list({ ...page, limit: limit + 1 });
      const shown = await Promise.all(
        found.slice(0, limit).map((report) => withContext(report, reading.context)),
      );
      return { reports: shown, more: found.length > limit };
    },

    handleReport: createHandling(parts),

    ownReports: async ({ user: { id } }) => (await reports.ofUser(id)).map(ownReport),

    async seeAnswers({ user: { id } }) {
      await reports.see(id);
      queue.answered([id]);
    },
  };
}

/** `ReportHandling.handleReport`. */
function createHandling(
  { rows: { reports, queue }, audit }: Pick<ReportHandlingParts, "rows" | "audit">,
): ReportHandling["handleReport"] {
  return async (actor, id, { words: text, done, answer: sentence } = {}) => {
    requirePermission(actor, "handle reports");
    const [words, answer] = [readNote(text), readNote(sentence)];
    const report = orRefuse(await reports.get(id), "unknown-report");
    const { message: { by: whom, conversation, seq, room: name } } = report;
    const entry = audit.entry(actor.user, {
      act: "report-handled",
      whom,
      where: { conversation, name, seq },
      words,
    });
    const handled = {
      at: audit.now(),
      by: named(actor.user),
      words,
      ...(done !== undefined && { done }),
      ...(answer !== "" && { answer }),
    };
    const beside = async () => {
      const { checks } = await audit.confirm(actor, "handle reports");
      return { checks, mutations: [entry] };
    };
    const told = [orRefuse(await reports.handle(id, handled, beside), "unknown-report")];
    // What was decided of the message is decided: the rest of them says the same.
    for (const other of await reports.openOn(conversation, seq)) {
      const found = await reports.handle(other, told[0]!.handled!, () => NOTHING);
      if (found) told.push(found);
    }
    queue.changed();
    queue.answered(told.map(({ by }) => by.id));
    return told[0]!;
  };
}

const NOTHING: CommitParts = { checks: [], mutations: [] };

/** Without the words of the message, who may have taken them back, and without who decided. */
export function ownReport(
  { report: { id, at, words, message, handled }, mark }: Awaited<
    ReturnType<MemberReports["ofUser"]>
  >[number],
): OwnReport {
  const { conversation, seq, room, by } = message;
  return {
    id,
    at,
    conversation,
    seq,
    by: by.name,
    words,
    ...(room !== undefined && { room }),
    ...(handled && {
      answered: {
        at: handled.at,
        words: handled.answer ?? "",
        isNew: mark.is === "answered",
        ...(handled.done !== undefined && { done: handled.done }),
      },
    }),
  };
}

/** What was said around an open report, where everybody may read it. */
async function withContext(report: MemberReport, context: ReadContext): Promise<MemberReport> {
  const { conversation, seq, open } = report.message;
  if (!open || report.handled) return report;
  return { ...report, context: await context(conversation, { after: seq, but: seq }) };
}
