import * as v from "valibot";
import type { Identity } from "../../lib/chat/identity.ts";
import { clearSessionCookie } from "../../lib/http/session.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { Person } from "../../lib/protocol/events.ts";
import { nameField, passwordField, visitorOf } from "./sessions.ts";

const me = v.object({ user: Person });

/** One's own account. */
export function meOperations({ identity }: { identity: Identity }): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me",
      summary: "Who one is",
      reply: me,
      run: ({ actor }) => Promise.resolve({ user: actor().user }),
    }),
    operation({
      method: "PATCH",
      path: "/me",
      summary: "Change one's name or language",
      body: v.object({ name: v.optional(nameField), locale: v.optional(v.picklist(LOCALES)) }),
      reply: me,
      async run({ actor, body: { name, locale } }) {
        let { user } = actor();
        if (name !== undefined) user = await identity.changeName(actor(), name);
        if (locale !== undefined) await identity.changeLocale(actor(), locale);
        return { user };
      },
    }),
    operation({
      method: "PUT",
      path: "/me/password",
      summary: "Change one's password; ends all other sessions",
      body: v.object({ current: passwordField, next: passwordField }),
      run: ({ actor, body }) => identity.changePassword(actor(), body),
    }),
    operation({
      method: "POST",
      path: "/me/membership",
      summary: "As a guest, become a member and keep name, conversations and history",
      body: v.object({ password: passwordField }),
      reply: me,
      run: async ({ c, actor, body: { password } }) => ({
        user: await identity.becomeMember(actor(), await visitorOf(c), password),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/me",
      summary: "Delete one's account; messages stay under nobody's name",
      body: v.object({ password: v.optional(passwordField, "") }),
      async run({ c, actor, body: { password } }) {
        await identity.leaveForGood(actor(), password);
        clearSessionCookie(c);
      },
    }),
  ];
}
