// How the files of a conversation are asked for.
import * as v from "valibot";
import { Message, Profiles } from "../events.ts";
import type { FileKind } from "../files.ts";

/** What a list of files can be narrowed to. */
export const FILE_KINDS = ["picture", "voice", "file"] as const satisfies readonly FileKind[];

/** Messages of a page of shared files. */
const MAX_SHARED = 50;
const count = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.number());

/** Which shared files are asked for, as in the query of an address. */
export const sharedFilesRequest = v.object({
  kind: v.optional(v.picklist(FILE_KINDS)),
  before: v.optional(v.pipe(count, v.minValue(1))),
  limit: v.optional(v.pipe(count, v.minValue(1), v.maxValue(MAX_SHARED)), `${MAX_SHARED}`),
});
export const sharedFilesReply = v.object({
  messages: v.array(Message),
  users: Profiles,
  /** Given as `before`, it leads to the next page; absent on the last one. */
  next: v.optional(v.number()),
});
