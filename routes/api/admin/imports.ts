import * as v from "valibot";
import { idField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import type { Imports } from "../../../lib/moving/imports.ts";
import {
  BroughtIn,
  FoundPerson,
  FoundRoom,
  LossPlaces,
  PERSON_CHOICES,
  ROOM_CHOICES,
} from "../../../lib/protocol/administration.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { placeholderOperations } from "./placeholders.ts";

/** What a part of an export comes as: no form of another site can say so. */
const PART_TYPE = "application/octet-stream";
/** Rows that a page has, and choices that one request may make. */
const MOST = 200;

const key = v.pipe(v.string(), v.maxLength(1_000));
const page = v.object({
  after: v.optional(key),
  limit: v.optional(
    v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(MOST)),
    "50",
  ),
});

/** Bringing a community in: an export in parts, what would come, who is who, and back. */
export function importOperations({ imports }: { imports: Imports }): Operation[] {
  return [
    ...sending(imports),
    ...deciding(imports),
    ...placeholderOperations(imports.placeholders),
  ];
}

function sending(imports: Imports): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/imports",
      summary: "What was brought in or is about to be, the last first",
      reply: v.object({ imports: v.array(BroughtIn) }),
      run: async ({ actor }) => ({ imports: await imports.list(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/admin/imports",
      summary: "Announce an export by the name and size of its file; the answer says its parts",
      status: 201,
      body: v.object({ file: v.pipe(v.string(), v.maxLength(1_000)), size: v.number() }),
      reply: v.object({ import: BroughtIn }),
      run: async ({ actor, body }) => ({ import: await imports.announce(actor(), body) }),
    }),
    operation({
      method: "GET",
      path: "/admin/imports/:import",
      summary: "How far one is; `missing`: parts of its file that have not come",
      reply: v.object({ import: BroughtIn, missing: v.array(v.number()) }),
      run: ({ actor, part }) => imports.find(actor(), part("import")),
    }),
    operation({
      method: "PUT",
      path: "/admin/imports/:import/parts/:part",
      summary: "A part of its file, by number from 0 (`application/octet-stream`), in any order",
      reply: v.object({ import: BroughtIn }),
      async run({ c, actor, part }) {
        if (c.req.header("content-type") !== PART_TYPE) {
          await imports.find(actor(), part("import")); // that there is none is said first
          throw new ChatError("tus-type", { type: PART_TYPE });
        }
        const { body } = c.req.raw;
        if (!body) throw new ChatError("file-size");
        const n = Number(part("part"));
        return { import: await imports.put(actor(), part("import"), n, body) };
      },
    }),
  ];
}

function deciding(imports: Imports): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/imports/:import/people",
      summary: "Who is in an export that was read, and who they become",
      query: page,
      reply: v.object({ people: v.array(FoundPerson), next: v.optional(v.string()) }),
      run: ({ actor, part, query }) => imports.people(actor(), part("import"), query),
    }),
    operation({
      method: "GET",
      path: "/admin/imports/:import/rooms",
      summary: "Which rooms are in an export that was read, and what becomes of them",
      query: page,
      reply: v.object({ rooms: v.array(FoundRoom), next: v.optional(v.string()) }),
      run: ({ actor, part, query }) => imports.rooms(actor(), part("import"), query),
    }),
    operation({
      method: "GET",
      path: "/admin/imports/:import/losses",
      summary: "What is lost or changed, with its first places",
      reply: v.object({ losses: v.array(LossPlaces) }),
      run: async ({ actor, part }) => ({ losses: await imports.losses(actor(), part("import")) }),
    }),
    operation({
      method: "PATCH",
      path: "/admin/imports/:import",
      summary: "Decide who people become (`sameNames`: who is called the same), and of rooms what",
      body: v.object({
        people: v.optional(
          v.pipe(
            v.array(
              v.object({ key, as: v.picklist(PERSON_CHOICES), user: v.optional(idField) }),
            ),
            v.maxLength(MOST),
          ),
        ),
        rooms: v.optional(
          v.pipe(v.array(v.object({ key, as: v.picklist(ROOM_CHOICES) })), v.maxLength(MOST)),
        ),
        sameNames: v.optional(v.boolean()),
      }),
      run: ({ actor, part, body }) => imports.choose(actor(), part("import"), body),
    }),
    operation({
      method: "POST",
      path: "/admin/imports/:import/start",
      summary: "Bring it in; from then on it has the id that the answer says",
      reply: v.object({ import: BroughtIn }),
      run: async ({ actor, part }) => ({ import: await imports.start(actor(), part("import")) }),
    }),
    operation({
      method: "POST",
      path: "/admin/imports/:import/undo",
      summary: "Take back what it brought, unless somebody wrote on top; also while it comes",
      run: ({ actor, part }) => imports.undo(actor(), part("import")),
    }),
    operation({
      method: "DELETE",
      path: "/admin/imports/:import",
      summary: "Forget an export that was not brought in",
      run: ({ actor, part }) => imports.forget(actor(), part("import")),
    }),
  ];
}
