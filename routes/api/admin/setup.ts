import * as v from "valibot";
import {
  type FirstAdministratorParts,
  makeFirstAdministrator,
} from "../../../lib/chat/community/first_administrator.ts";
import { MAX_CODE_LENGTH, nameField, passwordField } from "../../../lib/http/fields.ts";
import { setSessionCookie } from "../../../lib/http/session.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { visitorOf } from "../../../lib/http/visitor.ts";
import { Person } from "../../../lib/protocol/events.ts";

/** Becoming the first administrator. */
export function setupOperations(parts: FirstAdministratorParts): Operation[] {
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
        const { user, entered } = await makeFirstAdministrator(
          parts,
          await visitorOf(c),
          c.var.actor,
          body,
        );
        if (entered) setSessionCookie(c, entered.token);
        return { user, token: entered?.token };
      },
    }),
  ];
}
