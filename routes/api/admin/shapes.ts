import * as v from "valibot";
import { MAX_HISTORY } from "../../../lib/protocol/limits.ts";
import { nameField } from "../sessions.ts";

/** Longer is refused before anything is done with it; what words may be, the use case says. */
const MAX_WORDS_LENGTH = 4_000;
export const MAX_ID_LENGTH = 100;

/** A reason, or what is said. */
export const words = v.pipe(v.string(), v.maxLength(MAX_WORDS_LENGTH));
/** As in `10m`; the use case reads it. */
export const duration = v.pipe(v.string(), v.maxLength(32));
/** The id of anything. */
export const id = v.pipe(v.string(), v.maxLength(MAX_ID_LENGTH));

/** Somebody by name (`user`) or by id. */
export const whom = { user: v.optional(nameField), id: v.optional(id) };

/** How many lines a page has. */
export const limit = v.optional(
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
