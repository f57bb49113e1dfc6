import * as v from "valibot";
import { idField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { proofFields, proofOf } from "../../../lib/http/proof.ts";
import type { Placeholders } from "../../../lib/moving/placeholders.ts";
import { Placeholder } from "../../../lib/protocol/placeholders.ts";

/** Names that a page has. */
const MOST = 200;

const one = v.object({ placeholder: Placeholder });

/** Names without an account that imports made, and who they turn out to be. */
export function placeholderOperations(placeholders: Placeholders): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/placeholders",
      summary: "Names without an account that imports made, by how they or a word of them begin",
      query: v.object({
        query: v.optional(v.pipe(v.string(), v.maxLength(200))),
        import: v.optional(v.pipe(v.string(), v.maxLength(100))),
        after: v.optional(v.pipe(v.string(), v.maxLength(1_200))),
        limit: v.optional(
          v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(MOST)),
          "50",
        ),
      }),
      reply: v.object({ placeholders: v.array(Placeholder), next: v.optional(v.string()) }),
      run: ({ actor, query }) => placeholders.list(actor(), query),
    }),
    operation({
      method: "GET",
      path: "/admin/placeholders/:placeholder",
      summary: "One of them, with who it is said to be and how far that is",
      reply: one,
      run: async ({ actor, part }) => ({
        placeholder: await placeholders.find(actor(), part("placeholder")),
      }),
    }),
    operation({
      method: "PUT",
      path: "/admin/placeholders/:placeholder/merge",
      summary:
        "Say which member it is, by id: what would be given to them is counted, and nothing done",
      body: v.object({ user: idField }),
      reply: one,
      run: async ({ actor, part, body }) => ({
        placeholder: await placeholders.look(actor(), part("placeholder"), body),
      }),
    }),
    operation({
      method: "POST",
      path: "/admin/placeholders/:placeholder/merge/start",
      summary:
        "Give what was counted to that member, with a proof; from then on the id is one more of theirs",
      body: v.object({ user: idField, at: v.number(), ...proofFields }),
      reply: one,
      run: async ({ c, actor, part, body: { user, at, password, signed } }) => ({
        placeholder: await placeholders.merge(
          ...[actor(), part("placeholder"), { user, at }] as const,
          proofOf(c, { password, signed }),
        ),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/admin/placeholders/:placeholder/merge",
      summary: "Forget who it was said to be, unless giving it was begun",
      run: ({ actor, part }) => placeholders.forget(actor(), part("placeholder")),
    }),
  ];
}
