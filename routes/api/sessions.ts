import * as v from "valibot";
import type { Entered, Identity, Visitor } from "../../lib/chat/identity.ts";
import { deviceOf } from "../../lib/http/device.ts";
import type { HttpContext } from "../../lib/http/environment.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clearSessionCookie, setSessionCookie } from "../../lib/http/session.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { Person } from "../../lib/protocol/events.ts";

/** Longer is refused before anything is done with it. */
const MAX_NAME_LENGTH = 200;
const MAX_PASSWORD_LENGTH = 1_000;
const MAX_INVITE_LENGTH = 100;

export const nameField = v.pipe(v.string(), v.maxLength(MAX_NAME_LENGTH));
export const inviteField = v.pipe(v.string(), v.maxLength(MAX_INVITE_LENGTH));
export const passwordField = v.pipe(v.string(), v.maxLength(MAX_PASSWORD_LENGTH));

const entered = v.object({ token: v.string(), user: Person });
const ownSession = v.object({
  id: v.string(),
  device: v.string(),
  createdAt: v.number(),
  usedAt: v.number(),
  current: v.boolean(),
});

/** Who knocks, as the request tells. */
export async function visitorOf(c: HttpContext): Promise<Visitor> {
  const device = await deviceOf(c.req.header("user-agent"));
  return { address: c.var.address, device, locale: c.var.locale };
}

/** Gives the browser the session, and the client the token. */
function welcomed(c: HttpContext, { token, actor }: Entered) {
  setSessionCookie(c, token);
  return { token, user: actor.user };
}

/** The ways in and out, and the list of one's own sessions. */
export function sessionOperations({ identity }: { identity: Identity }): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/sessions",
      summary: "Enter as a guest by a name, or sign in with a password",
      open: true,
      status: 201,
      body: v.object({ name: nameField, password: v.optional(passwordField) }),
      reply: entered,
      async run({ c, body: { name, password } }) {
        const visitor = await visitorOf(c);
        return welcomed(
          c,
          password === undefined
            ? await identity.enter(visitor, name, c.var.actor)
            : await identity.signIn(visitor, { name, password }),
        );
      },
    }),
    operation({
      method: "POST",
      path: "/users",
      summary: "Register",
      open: true,
      status: 201,
      body: v.object({
        name: nameField,
        password: passwordField,
        invite: v.optional(inviteField),
      }),
      reply: entered,
      run: async ({ c, body }) => welcomed(c, await identity.register(await visitorOf(c), body)),
    }),
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
