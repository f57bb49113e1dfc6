// What members report to the moderators: a message, with words of their own.
import type { MemberReport } from "../../protocol/administration.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { type DecideParts, writeRow } from "../../kv/checked_write.ts";

export interface MemberReports {
  add(report: MemberReport): Promise<void>;
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
    get,

    async add(report) {
      const mark: Mutation = { type: "set", key: keys.openReport(report.id), value: true };
      await writeRow<MemberReport>(kv, keys.report(report.id), () => (
        { value: report, mutations: [mark] }
      ));
    },

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
        const { checks, mutations } = await beside();
        return {
          ...{ value: { ...report, handled }, checks },
          mutations: [...mutations, { type: "delete", key: keys.openReport(id) }],
        };
      });
    },
  };
}
