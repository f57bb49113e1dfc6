import * as v from "valibot";
import { found, type FoundingParts } from "../../../lib/chat/administration/founding.ts";
import { setSessionCookie } from "../../../lib/http/session.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { Person } from "../../../lib/protocol/events.ts";
import { nameField, passwordField, visitorOf } from "../sessions.ts";

/** A setup code is as long as whoever set it wants; longer than this it is none. */
export const MAX_CODE_LENGTH = 200;

/** Becoming the first administrator. */
export function setupOperations(parts: FoundingParts): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/setup",
      summary: "By the printed code, become the first administrator; strangers register with it",
      open: true,
      status: 201,
      body: v.object({
        code: v.pipe(v.string(), v.maxLength(MAX_CODE_LENGTH)),
        name: v.optional(nameField),
        password: v.optional(passwordField),
      }),
      reply: v.object({ user: Person, token: v.optional(v.string()) }),
      async run({ c, body }) {
        const { user, entered } = await found(parts, await visitorOf(c), c.var.actor, body);
        if (entered) setSessionCookie(c, entered.token);
        return { user, token: entered?.token };
      },
    }),
  ];
}
