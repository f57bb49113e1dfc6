import * as v from "valibot";
import type { Identity } from "../../lib/chat/identity.ts";
import { exportOf, type OwnDataParts, takeBackMessages } from "../../lib/chat/own_data.ts";
import { clearSessionCookie } from "../../lib/http/session.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { Person } from "../../lib/protocol/events.ts";
import { inviteField, nameField, passwordField, visitorOf } from "./sessions.ts";

const me = v.object({ user: Person });

export interface MeParts extends OwnDataParts {
  identity: Identity;
}

/** One's own account. */
export function meOperations(parts: MeParts): Operation[] {
  const { identity } = parts;
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
      body: v.object({ password: passwordField, invite: v.optional(inviteField) }),
      reply: me,
      run: async ({ c, actor, body }) => ({
        user: await identity.becomeMember(actor(), await visitorOf(c), body),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/me",
      summary: "Delete one's account; messages stay under nobody's name, or go",
      body: v.object({
        password: v.optional(passwordField, ""),
        messages: v.optional(v.picklist(["stay", "go"]), "stay"),
      }),
      async run({ c, actor, body: { password, messages } }) {
        const takeBack = messages === "go" ? () => takeBackMessages(parts, actor()) : undefined;
        await identity.leaveForGood(actor(), password, takeBack);
        clearSessionCookie(c);
      },
    }),
    operation({
      method: "GET",
      path: "/me/data",
      summary: "Everything of one's own, one JSON value a line",
      reply: v.string(),
      run({ c, actor }) {
        const lines = ReadableStream.from(exportOf(parts, actor()));
        c.header("content-disposition", 'attachment; filename="palabre.ndjson"');
        c.header("content-type", "application/x-ndjson");
        return Promise.resolve(c.body(lines.pipeThrough(new TextEncoderStream())));
      },
    }),
  ];
}
