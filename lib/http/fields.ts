// What fields of requests may hold, for the API and for the pages alike. Each bound only keeps what is
// far too long from being worked on; the rules themselves stand in the use cases.
import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { typed } from "../protocol/requests/fields.ts";
import { MAX_HISTORY, MAX_ROOM_PAGE } from "../protocol/limits.ts";

const MAX_NAME_LENGTH = 200;
const MAX_PASSWORD_LENGTH = 1_000;
const MAX_INVITE_LENGTH = 500;
const MAX_PROOF_LENGTH = 2_000;
const MAX_WORDS_LENGTH = 4_000;
export const MAX_ID_LENGTH = 100;
/** A setup code is as long as whoever set it wants; longer than this it is none. */
export const MAX_CODE_LENGTH = 200;

export const nameField = typed(MAX_NAME_LENGTH);
export const inviteField = typed(MAX_INVITE_LENGTH);
export const passwordField = typed(MAX_PASSWORD_LENGTH);
/** Work that was done: what `challenge` of a refusal asked for, solved. */
export const proofField = typed(MAX_PROOF_LENGTH);
/** A reason, or the text of an announcement. */
export const wordsField = typed(MAX_WORDS_LENGTH);
/** A UUID that the client draws: the same request is carried out once. */
export const requestField = v.pipe(v.string(), v.uuid());
/** As in `10m`; the use case parses it. */
export const durationField = typed(32);
/** The id of anything. */
export const idField = v.pipe(v.string(), v.maxLength(MAX_ID_LENGTH));
/** Somebody by name (`user`) or by id. */
export const personFields = { user: v.optional(nameField), id: v.optional(idField) };

/** How many entries a page has. */
export const limitField = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,3}$/),
    v.transform(Number),
    v.number(),
    v.minValue(1),
    v.maxValue(MAX_HISTORY),
  ),
  "50",
);

/** An entry of a list that is sorted by time: where its next page goes on. */
export interface Cursor {
  /** Milliseconds UTC. */
  at: number;
  id: string;
}

/** A cursor as it stands in an address. */
export function formatCursor({ at, id }: Cursor): string {
  return `${at}.${id}`;
}

/** The cursor of an address. Throws `invalid-field`. */
export function parseCursor(text: string): Cursor {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text) ?? [];
  if (at === undefined || id === undefined) {
    throw new ChatError("invalid-field", { field: "before" });
  }
  return { at: Number(at), id };
}

/** A page of rooms, in the order of their names. */
export const roomPageFields = v.object({
  query: v.optional(nameField),
  after: v.optional(nameField),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(MAX_ROOM_PAGE),
    ),
    String(MAX_ROOM_PAGE),
  ),
});
