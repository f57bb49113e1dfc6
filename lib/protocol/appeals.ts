// What people say against what was imposed on them.
import * as v from "valibot";
import { Named } from "./administration.ts";
import { SANCTION_KINDS } from "./sanctions.ts";

const AppealedSanction = v.object({
  kind: v.picklist(SANCTION_KINDS),
  at: v.number(),
  until: v.optional(v.number()),
  by: Named,
  words: v.string(),
});

const AppealAnswer = v.object({
  at: v.number(),
  by: Named,
  words: v.string(),
  lifted: v.boolean(),
});

/** What somebody says against a sanction; `answered` is absent while nobody has decided. */
export const Appeal = v.object({
  /** Sorts by time. */
  id: v.string(),
  at: v.number(),
  by: Named,
  words: v.string(),
  sanction: AppealedSanction,
  answered: v.optional(AppealAnswer),
});
export type Appeal = v.InferOutput<typeof Appeal>;

/** One that waits. `outdated`: the sanction is over, or another is in its place, so none can be lifted. */
export const WaitingAppeal = v.object({
  ...Appeal.entries,
  outdated: v.optional(v.literal(true)),
});
export type WaitingAppeal = v.InferOutput<typeof WaitingAppeal>;

/** As who appeals sees it: who imposed the sanction, and who answers, they are not told. */
export const OwnAppeal = v.object({
  ...Appeal.entries,
  sanction: v.omit(AppealedSanction, ["by"]),
  answered: v.optional(v.omit(AppealAnswer, ["by"])),
});
export type OwnAppeal = v.InferOutput<typeof OwnAppeal>;

/** Without who imposed the sanction, and who answered. */
export function ownAppeal(
  { sanction: { by: _by, ...sanction }, answered, ...appeal }: Appeal,
): OwnAppeal {
  if (!answered) return { ...appeal, sanction };
  const { by: _answeredBy, ...answer } = answered;
  return { ...appeal, sanction, answered: answer };
}
