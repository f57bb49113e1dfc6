import * as v from "valibot";
import type { Entered, Identity } from "../../lib/chat/identity/identity.ts";
import type { HttpContext } from "../../lib/http/environment.ts";
import {
  idField,
  inviteField,
  nameField,
  passwordField,
  proofField,
  requestField,
} from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clearSessionCookie, setSessionCookie } from "../../lib/http/session.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { Person } from "../../lib/protocol/events.ts";

/** Who came in, and the token of their session. */
export const entered = v.object({ token: v.string(), user: Person });
const ownSession = v.object({
  id: v.string(),
  device: v.string(),
  createdAt: v.number(),
  usedAt: v.number(),
  open: v.boolean(),
  current: v.boolean(),
});

/** Gives the browser the session, and the client the token. */
export function startSession(c: HttpContext, { token, actor }: Entered) {
  setSessionCookie(c, token);
  return { token, user: actor.user };
}

/** The ways in and out, and the list of one's own sessions. */
export function sessionOperations({ identity }: { identity: Identity }): Operation[] {
  return [...waysIn(identity), ...ownSessions(identity)];
}

function waysIn(identity: Identity): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/sessions",
      summary:
        "Enter as a guest by a name, or sign in with a password; with an `id`, a repeat is harmless",
      open: true,
      status: 201,
      body: v.object({
        name: nameField,
        password: v.optional(passwordField),
        invite: v.optional(inviteField),
        id: v.optional(requestField),
        proof: v.optional(proofField),
      }),
      reply: entered,
      async run({ c, body: { name, password, invite, id, proof } }) {
        const visitor = await visitorOf(c, { request: id, proof, invite });
        return startSession(
          c,
          password === undefined
            ? await identity.enter(visitor, name, c.var.actor)
            : await identity.signIn(visitor, { name, password }),
        );
      },
    }),
    operation({
      method: "POST",
      path: "/sessions/recovery",
      summary: "Have a new password by the code of an administrator's link, and sign in",
      open: true,
      status: 201,
      body: v.object({ code: idField, password: passwordField }),
      reply: entered,
      run: async ({ c, body: { code, password } }) =>
        startSession(c, await identity.recoverPassword(await visitorOf(c), code, password)),
    }),
    operation({
      method: "POST",
      path: "/sessions/second-factor",
      summary: "Sign in by a code, with the `ticket` of the problem `second-factor-needed`",
      open: true,
      status: 201,
      body: v.object({ ticket: idField, code: idField }),
      reply: entered,
      run: async ({ c, body }) =>
        startSession(c, await identity.passSecondFactor(await visitorOf(c), body)),
    }),
    operation({
      method: "POST",
      path: "/users",
      summary: "Register; with an `id`, a repeat is harmless",
      open: true,
      status: 201,
      body: v.object({
        name: nameField,
        password: passwordField,
        invite: v.optional(inviteField),
        id: v.optional(requestField),
        proof: v.optional(proofField),
      }),
      reply: entered,
      run: async ({ c, body: { proof, ...account } }) =>
        startSession(c, await identity.register(await visitorOf(c, { proof }), account)),
    }),
  ];
}

function ownSessions(identity: Identity): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/sessions",
      summary: "One's own sessions, the last used first",
      reply: v.object({ sessions: v.array(ownSession) }),
      run: async ({ actor }) => ({ sessions: await identity.sessions(actor()) }),
    }),
    operation({
      method: "DELETE",
      path: "/sessions/current",
      summary: "Sign out",
      async run({ c, actor }) {
        await identity.signOut(actor());
        clearSessionCookie(c);
      },
    }),
    operation({
      method: "DELETE",
      path: "/sessions/others",
      summary: "End all sessions but this one",
      run: ({ actor }) => identity.endOtherSessions(actor()),
    }),
    operation({
      method: "DELETE",
      path: "/sessions/:session",
      summary: "End one of one's own sessions",
      async run({ actor, part }) {
        const ended = await identity.endSession(actor(), part("session"));
        if (!ended) throw new ChatError("not-allowed");
      },
    }),
  ];
}
