import * as v from "valibot";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { ChatError } from "../../lib/protocol/errors.ts";

const provider = v.object({ id: v.string(), name: v.string() });
const account = v.object({
  id: v.string(),
  provider: v.string(),
  label: v.string(),
  createdAt: v.number(),
});

/** Providers of OpenID Connect, and one's own accounts there: connecting one takes a browser. */
export function foreignOperations({ identity }: { identity: Identity }): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/providers",
      summary: "The providers of OpenID Connect that people may come in by, at `/door/with/:id`",
      open: true,
      reply: v.object({ providers: v.array(provider) }),
      run: () => Promise.resolve({ providers: identity.providers() }),
    }),
    operation({
      method: "GET",
      path: "/me/foreign-accounts",
      summary: "The accounts elsewhere by which one comes in",
      reply: v.object({ accounts: v.array(account) }),
      run: async ({ actor }) => ({ accounts: await identity.foreignAccounts(actor()) }),
    }),
    operation({
      method: "DELETE",
      path: "/me/foreign-accounts/:account",
      summary: "Disconnect an account elsewhere: it lets nobody in any more",
      async run({ actor, part }) {
        const known = await identity.unlinkForeign(actor(), part("account"));
        if (!known) throw new ChatError("not-allowed");
      },
    }),
  ];
}
