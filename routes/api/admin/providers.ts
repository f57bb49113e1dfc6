import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { idField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { proofFields, proofOf } from "../../../lib/http/proof.ts";
import {
  AdministeredProvider,
  ForeignProvider,
  ProviderAnswer,
  ProviderUse,
} from "../../../lib/protocol/foreign_providers.ts";

const { allow, register, scopes } = ForeignProvider.entries;
const roles = v.object({
  claim: v.string(),
  administrators: v.optional(v.array(v.string())),
  moderators: v.optional(v.array(v.string())),
});
/** The use case says what does not fit, in words for people. */
const wish = {
  id: v.string(),
  name: v.string(),
  issuer: v.string(),
  client: v.string(),
  secret: v.optional(v.string()),
  roles: v.optional(roles),
  allow,
  register,
  scopes,
};
const one = v.object({ provider: AdministeredProvider });

/** Providers of OpenID Connect, by which people come in. */
export function providerOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/providers",
      summary: "All providers, of the configuration too, in the order of their buttons",
      reply: v.object({ providers: v.array(AdministeredProvider) }),
      run: async ({ actor }) => ({
        providers: await administration.administeredProviders(actor()),
      }),
    }),
    operation({
      method: "POST",
      path: "/admin/providers",
      summary: "Add a provider; its secret is never sent again",
      status: 201,
      body: v.object({ ...wish, ...proofFields }),
      reply: one,
      run: async ({ c, actor, body: { password, signed, ...provider } }) => ({
        provider: await administration.addProvider(
          ...[actor(), provider, proofOf(c, { password, signed })] as const,
        ),
      }),
    }),
    operation({
      method: "PUT",
      path: "/admin/providers",
      summary: "The order of the buttons: ids, of the configuration too; others come after",
      body: v.object({ order: v.array(idField) }),
      run: ({ actor, body }) => administration.orderProviders(actor(), body.order),
    }),
    operation({
      method: "POST",
      path: "/admin/providers/answers",
      summary:
        "Ask a provider what it says of itself: a known one by `id` alone, or one to be added",
      body: v.union([v.object(wish), v.object({ id: v.string() })]),
      reply: v.object({ answer: ProviderAnswer }),
      run: async ({ actor, body }) => ({
        answer: await administration.askProvider(actor(), body),
      }),
    }),
    ...changeOperations(administration),
  ];
}

function changeOperations(administration: Administration): Operation[] {
  return [
    operation({
      method: "PATCH",
      path: "/admin/providers/:provider",
      summary: "Change a provider, or turn it off; `null` takes away, `sure` shuts people out",
      body: v.object({
        name: v.optional(v.string()),
        client: v.optional(v.string()),
        secret: v.nullish(v.string()),
        scopes: v.optional(v.string()),
        allow: v.optional(v.unwrap(allow)),
        register: v.optional(v.boolean()),
        roles: v.nullish(roles),
        off: v.optional(v.boolean()),
        sure: v.optional(v.boolean()),
        ...proofFields,
      }),
      reply: one,
      run: async ({ c, actor, part, body: { password, signed, sure, ...change } }) => ({
        provider: await administration.changeProvider(
          ...[actor(), part("provider"), { change, sure }] as const,
          proofOf(c, { password, signed }),
        ),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/admin/providers/:provider",
      summary: "Remove a provider; accounts stay, `sure` shuts people out who have no other way in",
      body: v.object({ sure: v.optional(v.boolean()), ...proofFields }),
      run: ({ c, actor, part, body: { password, signed, sure } }) =>
        administration.removeProvider(
          ...[actor(), part("provider"), { sure }] as const,
          proofOf(c, { password, signed }),
        ),
    }),
    operation({
      method: "GET",
      path: "/admin/providers/:provider/use",
      summary: "How many accounts are connected there, and how many people have no other way in",
      reply: ProviderUse,
      run: ({ actor, part }) => administration.providerUse(actor(), part("provider")),
    }),
  ];
}
