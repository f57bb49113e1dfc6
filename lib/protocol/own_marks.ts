import * as v from "valibot";

/** That somebody bookmarked a message, when (milliseconds UTC), and what they noted about it. */
export const Bookmark = v.object({ at: v.number(), note: v.optional(v.string()) });
export type Bookmark = v.InferOutput<typeof Bookmark>;

/** What a reader marked about one message, for their eyes alone. */
export const OwnMark = v.object({
  /** The emoji that they reacted with: a message names twelve people of each kind. */
  reactions: v.optional(v.array(v.string())),
  /** The answers of a poll that they chose, by index. */
  votes: v.optional(v.array(v.number())),
  bookmark: v.optional(Bookmark),
});
export type OwnMark = v.InferOutput<typeof OwnMark>;

/** By seq: what a reader marked about the messages of a page. Absent where nothing is. */
export const OwnMarks = v.record(v.string(), OwnMark);
export type OwnMarks = Readonly<Record<number, OwnMark>>;

/** Whether a reader can have reacted or voted: the entry changes in the commit of the first mark. */
export function isMarkable(event: { kind: string; reactions?: unknown; poll?: unknown }): boolean {
  return event.reactions !== undefined || event.poll !== undefined;
}

/** The marks of these events alone, for a page; nothing where there are none. */
export function ownOf(
  marks: OwnMarks | undefined,
  events: readonly { seq: number }[],
): { own?: OwnMarks } {
  const found = events.flatMap(({ seq }) => marks?.[seq] ? [[seq, marks[seq]] as const] : []);
  return found.length > 0 ? { own: Object.fromEntries(found) } : {};
}
