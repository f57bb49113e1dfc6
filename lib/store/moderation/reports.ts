// What members report to the moderators: a message, with words of their own.
import type { MemberReport } from "../../protocol/administration.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Key, Kv, Mutation } from "../../kv/kv.ts";
import { type DecideParts, writeRow } from "../../kv/checked_write.ts";
import { listAll } from "../../kv/list_pages.ts";

/** `["report_of", user, id]`: whether an answer waits to be seen by who reported. */
export type OwnReportMark = { is: "waiting" | "answered" | "seen" };

/** An answer is told for so long. */
const ANSWER_KEPT_MS = 90 * 86_400_000;
/** Reports of one person that they are shown. */
const MAX_OWN = 50;

export interface MemberReports {
  add(report: MemberReport): Promise<void>;
  /** What somebody reported lately, the newest first, and how each stands to them. */
  ofUser(user: UserId): Promise<Array<{ report: MemberReport; mark: OwnReportMark }>>;
  /** How many answers somebody has not seen. */
  countAnswered(user: UserId): Promise<number>;
  /** They have seen the answers. */
  see(user: UserId): Promise<void>;
  /** The ids of the open reports of a message. */
  openOn(conversation: ConversationId, seq: number): Promise<string[]>;
  /** Forgets which reports are theirs, of somebody who goes. */
  forget(user: UserId): Promise<void>;
  get(id: string): Promise<MemberReport | undefined>;
  /** The open ones, the first first; or all, the newest first; those that come after `past`. */
  list(page: { open: boolean; past?: string; limit: number }): Promise<MemberReport[]>;
  /** How many are open, up to `limit`. */
  countOpen(limit: number): Promise<number>;
  /** Handled twice, the first stays. `undefined` where there is no such report. */
  handle(
    id: string,
    handled: NonNullable<MemberReport["handled"]>,
    beside: DecideParts,
  ): Promise<MemberReport | undefined>;
}

/** Digits of a time in base 36, until the year 5188. */
const TIME_DIGITS = 9;
const MAX_ID_LENGTH = 64;

/** An id that sorts by time among its kind. */
export function reportId(at: number, unique: string): string {
  return `${at.toString(36).padStart(TIME_DIGITS, "0")}-${unique}`;
}

/** The reports in `kv`. */
export function createMemberReports(kv: Kv): MemberReports {
  async function get(id: string) {
    if (id.length > MAX_ID_LENGTH) return undefined;
    return (await kv.get<MemberReport>(keys.report(id))).value ?? undefined;
  }

  return {
    ...ownReports(kv),
    get,

    async add(report) {
      const mutations: Mutation[] = [
        { type: "set", key: keys.openReport(report.id), value: true },
        ...reportMarks(report),
      ];
      await writeRow<MemberReport>(kv, keys.report(report.id), () => (
        { value: report, mutations }
      ));
    },

    openOn: async (conversation, seq) =>
      (await listAll(kv, keys.reportsOn(conversation, seq))).map(({ key }) => idOf(key)),

    async list({ open, past, limit }) {
      const range = open
        ? { prefix: keys.openReports(), ...(past && { start: keys.openReport(`${past}\0`) }) }
        : { prefix: keys.reports(), ...(past && { end: keys.report(past) }) };
      const rows = await kv.list<unknown>(range, { limit, reverse: !open });
      const ids = rows.map((row) => String(row.key.at(-1)));
      const found = await kv.getMany<MemberReport>(ids.map(keys.report));
      return found.flatMap(({ value }) => value ?? []);
    },

    countOpen: async (limit) => (await kv.list({ prefix: keys.openReports() }, { limit })).length,

    async handle(id, handled, beside) {
      if (!await get(id)) return undefined; // an id of any length may be asked for
      return await writeRow<MemberReport>(kv, keys.report(id), async (report) => {
        if (!report || report.handled) return undefined;
        const { by, message: { conversation, seq } } = report;
        const own = await kv.get<OwnReportMark>(keys.reportOf(by.id, id));
        const { checks, mutations } = await beside();
        return {
          value: { ...report, handled },
          checks,
          mutations: [
            ...mutations,
            { type: "delete", key: keys.openReport(id) },
            { type: "delete", key: keys.reportOn(conversation, seq, id) },
            ...(own.value ? [answered(own.key)] : []), // who went is told nothing
          ],
        };
      });
    },
  };
}

/** The rows by which a report is found by its message, while it is open, and by who made it. */
export function reportMarks({ id, by, message: { conversation, seq }, handled }: MemberReport) {
  const mark: OwnReportMark = { is: handled ? "seen" : "waiting" };
  const own: Mutation = {
    type: "set",
    key: keys.reportOf(by.id, id),
    value: mark,
    ...(handled && { expireIn: ANSWER_KEPT_MS }),
  };
  const open: Mutation = { type: "set", key: keys.reportOn(conversation, seq, id), value: true };
  return handled ? [own] : [open, own];
}

function answered(key: Key): Mutation {
  const value: OwnReportMark = { is: "answered" };
  return { type: "set", key, value, expireIn: ANSWER_KEPT_MS };
}

const idOf = (key: Key) => String(key.at(-1));

/** What is said of reports to who made them. */
function ownReports(
  kv: Kv,
): Pick<MemberReports, "countAnswered" | "forget" | "ofUser" | "see"> {
  const marksOf = (user: UserId) =>
    kv.list<OwnReportMark>({ prefix: keys.reportsOf(user) }, { limit: MAX_OWN, reverse: true });
  return {
    async ofUser(user) {
      const rows = await marksOf(user);
      const found = await kv.getMany<MemberReport>(rows.map(({ key }) => keys.report(idOf(key))));
      return rows.flatMap(({ value: mark }, n) => {
        const report = found[n]?.value;
        return report ? [{ report, mark }] : [];
      });
    },

    countAnswered: async (user) =>
      (await marksOf(user)).filter(({ value }) => value.is === "answered").length,

    async see(user) {
      const seen: OwnReportMark = { is: "seen" };
      for (const { key, value, versionstamp } of await marksOf(user)) {
        if (value.is !== "answered") continue;
        const write = { type: "set", key, value: seen, expireIn: ANSWER_KEPT_MS } as const;
        await kv.commit([{ key, versionstamp }], [write]);
      }
    },

    async forget(user) {
      for (const { key } of await listAll(kv, keys.reportsOf(user))) {
        await kv.commit([], [{ type: "delete", key }]);
      }
    },
  };
}
