import * as v from "valibot";
import type { Administration } from "../../lib/chat/administration.ts";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import { idField, nameField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { proofFields, proofOf } from "../../lib/http/proof.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import { ChatError } from "../../lib/protocol/errors.ts";

const proof = v.object(proofFields);
const codes = v.object({ codes: v.array(v.string()) });
const device = v.object({
  id: v.string(),
  device: v.string(),
  createdAt: v.number(),
  usedAt: v.number(),
  trustedUntil: v.optional(v.number()),
});

/** One's own second factor, the browsers that are trusted, and tokens for programs. */
export function secondFactorOperations(
  { identity, administration }: { identity: Identity; administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me/second-factor",
      summary: "Whether one's second factor is on, since when, and the browsers that are known",
      reply: v.object({
        since: v.optional(v.number()),
        codesLeft: v.number(),
        required: v.boolean(),
        devices: v.array(device),
      }),
      run: async ({ actor }) => ({
        ...await identity.secondFactor(actor()),
        devices: await identity.knownDevices(actor()),
      }),
    }),
    operation({
      method: "POST",
      path: "/me/second-factor",
      summary: "What an authenticator is set up with (RFC 6238), for who proves who they are",
      status: 201,
      body: proof,
      reply: v.object({ key: v.string(), uri: v.string() }),
      run: ({ c, actor, body }) =>
        identity.proposeSecondFactor(actor(), proofOf(c, body), administration.profile().name),
    }),
    operation({
      method: "POST",
      path: "/me/second-factor/confirmation",
      summary: "Switch it on by a first code; gives the recovery codes, this once",
      body: v.object({ code: idField }),
      reply: codes,
      run: async ({ actor, body: { code } }) => ({
        codes: await identity.confirmSecondFactor(actor(), code),
      }),
    }),
    operation({
      method: "POST",
      path: "/me/second-factor/codes",
      summary: "New recovery codes in place of the others",
      body: proof,
      reply: codes,
      run: async ({ c, actor, body }) => ({
        codes: await identity.renewRecoveryCodes(actor(), proofOf(c, body)),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/me/second-factor",
      summary: "Switch it off",
      body: proof,
      run: ({ c, actor, body }) => identity.removeSecondFactor(actor(), proofOf(c, body)),
    }),
    operation({
      method: "DELETE",
      path: "/me/second-factor/devices/:device",
      summary: "Forget a browser: it is asked for the second factor again",
      async run({ actor, part }) {
        const known = await identity.forgetDevice(actor(), part("device"));
        if (!known) throw new ChatError("unknown-device");
      },
    }),
    operation({
      method: "POST",
      path: "/me/tokens",
      summary:
        "Make a token for a program that asks for a name and a password alone: a session, listed by `name`",
      status: 201,
      body: v.object({ name: nameField, ...proofFields }),
      reply: v.object({ token: v.string() }),
      run: async ({ c, actor, body: { name, ...proof } }) => {
        const wish = { name, password: proofOf(c, proof) };
        return { token: await identity.makeToken(actor(), await visitorOf(c), wish) };
      },
    }),
  ];
}
