import * as v from "valibot";
import type { Administration } from "../../lib/chat/administration.ts";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import type { PasskeySite } from "../../lib/chat/identity/web_authn.ts";
import type { HttpContext } from "../../lib/http/environment.ts";
import { nameField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { proofFields, proofOf, signedField } from "../../lib/http/proof.ts";
import { passkeySiteOf } from "../../lib/http/passkey_site.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { PROVEN_ACTS } from "../../lib/protocol/proofs.ts";
import { entered, startSession } from "./sessions.ts";

/** Options of Web Authentication, as `PublicKeyCredential.parse…OptionsFromJSON` takes them. */
const options = v.object({ options: v.looseObject({ challenge: v.string() }) });
const ownPasskey = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: v.number(),
  usedAt: v.optional(v.number()),
});

export interface PasskeyApiParts {
  identity: Identity;
  administration: Administration;
}

/** Passkeys: to sign in by one, and the list of one's own. */
export function passkeyOperations(parts: PasskeyApiParts): Operation[] {
  const site = (c: HttpContext) => passkeySiteOf(c, parts.administration);
  return [...signInOperations(parts.identity, site), ...ownOperations(parts.identity, site)];
}

type SiteOf = (c: HttpContext) => PasskeySite;

function signInOperations(identity: Identity, site: SiteOf): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/sessions/passkey/options",
      summary: "What a browser signs with a passkey to sign in",
      open: true,
      reply: options,
      run: async ({ c }) => ({
        options: { ...await identity.beginPasskeySignIn(await visitorOf(c), site(c)) },
      }),
    }),
    operation({
      method: "POST",
      path: "/sessions/passkey",
      summary: "Sign in by what a passkey signed (`AuthenticationResponseJSON`, as a string)",
      open: true,
      status: 201,
      body: v.object({ response: signedField }),
      reply: entered,
      run: async ({ c, body: { response } }) =>
        startSession(c, await identity.signInByPasskey(await visitorOf(c), site(c), response)),
    }),
  ];
}

function ownOperations(identity: Identity, site: SiteOf): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/me/proofs",
      summary:
        "What a browser signs with one's own passkey, to send as `signed` where a password is asked for: once, for this act",
      body: v.object({ act: v.picklist(PROVEN_ACTS) }),
      reply: options,
      run: async ({ c, actor, body: { act } }) => ({
        options: { ...await identity.beginProof(actor(), c.var.origin, act) },
      }),
    }),
    operation({
      method: "GET",
      path: "/me/passkeys",
      summary: "One's own passkeys, in the order in which they were added",
      reply: v.object({ passkeys: v.array(ownPasskey) }),
      run: async ({ actor }) => ({ passkeys: await identity.passkeys(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/me/passkeys/options",
      summary: "What a browser makes a passkey with, for who proves who they are",
      body: v.object(proofFields),
      reply: options,
      run: async ({ c, actor, body }) => ({
        options: { ...await identity.beginPasskey(actor(), site(c), proofOf(c, body)) },
      }),
    }),
    operation({
      method: "POST",
      path: "/me/passkeys",
      summary:
        "Add the passkey that a browser made (`RegistrationResponseJSON`, as a string); it is called after the device",
      body: v.object({ response: signedField, name: v.optional(nameField) }),
      async run({ c, actor, body: { response, name } }) {
        const { device } = await visitorOf(c);
        await identity.addPasskey(actor(), site(c), {
          response,
          name: name ?? (device || "Passkey"),
        });
      },
    }),
    operation({
      method: "PATCH",
      path: "/me/passkeys/:passkey",
      summary: "Call a passkey otherwise",
      body: v.object({ name: nameField }),
      async run({ actor, part, body: { name } }) {
        const renamed = await identity.renamePasskey(actor(), part("passkey"), name);
        if (!renamed) throw new ChatError("passkey-unknown");
      },
    }),
    operation({
      method: "DELETE",
      path: "/me/passkeys/:passkey",
      summary: "Remove a passkey: it lets nobody in any more",
      async run({ actor, part }) {
        const removed = await identity.removePasskey(actor(), part("passkey"));
        if (!removed) throw new ChatError("passkey-unknown");
      },
    }),
  ];
}
