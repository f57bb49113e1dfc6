import * as v from "valibot";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import type { PersonalData } from "../../lib/transfer/personal_data.ts";
import { answeredSignal, type HttpContext } from "../../lib/http/environment.ts";
import { clearSessionCookie } from "../../lib/http/session.ts";
import { inviteField, nameField, passwordField, proofField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { proofFields, proofOf } from "../../lib/http/proof.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import { LOCALES } from "../../lib/i18n/locale.ts";
import { muteMessage, refusalMessage } from "../../lib/i18n/refusals.ts";
import { OwnMute } from "../../lib/protocol/server_frames.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { pictureRequest } from "../../lib/protocol/requests/pictures.ts";
import { AskedRules } from "../../lib/protocol/community.ts";
import { Person } from "../../lib/protocol/events.ts";
import { Standing } from "../../lib/protocol/standing.ts";

const me = v.object({ user: Person });

export interface MeParts {
  personalData: PersonalData;
  identity: Identity;
  clock: Clock;
}

/** Answers who is kept out too: a page asks again and again, and a refusal would be an error there. */
function standingOperation(): Operation {
  return operation({
    method: "GET",
    path: "/me/standing",
    summary: "Whether one is let in now; or why not, and until when",
    open: true,
    reply: Standing,
    run: ({ c }) => Promise.resolve(standingOf(c)),
  });
}

function standingOf({ var: { actor, barred, locale, clock } }: HttpContext): Standing {
  if (!barred) return { is: actor ? "in" : "signed-out" };
  const { refusal, values, retryAfterMs } = barred;
  return {
    is: refusal === "kicked" ? "kicked" : "banned",
    message: refusalMessage(locale, refusal, values, clock),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** One's own account. */
export function meOperations({ identity, personalData, clock }: MeParts): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me",
      bots: "any",
      summary: "Who one is",
      reply: v.object({
        user: Person,
        signInName: v.optional(v.string()),
        mute: v.optional(OwnMute),
      }),
      run: async ({ c, actor }) => ({
        user: actor().user,
        signInName: await identity.signInName(actor()),
        ...(c.var.mute && { mute: muteMessage(c.var, c.var.mute, clock.now()) }),
      }),
    }),
    standingOperation(),
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
    ...credentialOperations(identity),
    ...arrivalOperations(identity),
    operation({
      method: "POST",
      path: "/me/membership",
      summary: "As a guest, become a member and keep name, conversations and history",
      body: v.object({
        password: passwordField,
        invite: v.optional(inviteField),
        proof: v.optional(proofField),
      }),
      reply: me,
      run: async ({ c, actor, body: { proof, ...account } }) => ({
        user: await identity.becomeMember(actor(), await visitorOf(c, { proof }), account),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/me",
      summary: "Delete one's account; messages stay under nobody's name, or go",
      body: v.object({
        ...proofFields,
        messages: v.optional(v.picklist(["stay", "go"]), "stay"),
      }),
      async run({ c, actor, body: { messages, ...proof } }) {
        await identity.deleteAccount(actor(), proofOf(c, proof), messages);
        clearSessionCookie(c);
      },
    }),
    operation({
      method: "GET",
      path: "/me/data",
      summary: "Everything of one's own, one JSON value a line; three times an hour",
      media: "application/x-ndjson",
      reply: v.string(),
      async run({ c, actor }) {
        const lines = await personalData.exportLines(actor(), answeredSignal(c));
        c.header("content-disposition", 'attachment; filename="palabre.ndjson"');
        c.header("content-type", "application/x-ndjson");
        return c.body(lines.pipeThrough(new TextEncoderStream()));
      },
    }),
  ];
}

/** What is said to one on arriving. */
function arrivalOperations(identity: Identity): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me/rules",
      summary: "The rules that one has to accept before one writes, if any",
      reply: v.object({ asked: v.optional(AskedRules) }),
      run: async ({ actor }) => ({ asked: await identity.rulesToAccept(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/me/rules",
      summary: "Accept a version of the rules",
      body: v.object({ version: v.number() }),
      run: ({ actor, body }) => identity.acceptRules(actor(), body.version),
    }),
    operation({
      method: "DELETE",
      path: "/me/welcome",
      summary: "Put the welcome away that new members get",
      run: ({ actor }) => identity.endWelcome(actor()),
    }),
  ];
}

/** What one signs in with, and what stands for one. */
function credentialOperations(identity: Identity): Operation[] {
  return [
    operation({
      method: "PUT",
      path: "/me/picture",
      summary: "Have an uploaded picture as one's own, or none",
      body: pictureRequest,
      reply: me,
      run: async ({ actor, body: { file } }) => ({
        user: await identity.changePicture(actor(), file ?? undefined),
      }),
    }),
    operation({
      method: "PUT",
      path: "/me/sign-in-name",
      summary: "Change the name that one signs in with; the name that others see stays",
      body: v.object({ name: nameField, ...proofFields }),
      run: ({ c, actor, body: { name, ...proof } }) =>
        identity.changeSignInName(actor(), { name, password: proofOf(c, proof) }),
    }),
    operation({
      method: "PUT",
      path: "/me/password",
      summary: "Change one's password; ends all other sessions",
      body: v.object({
        current: proofFields.password,
        signed: proofFields.signed,
        next: passwordField,
      }),
      run: ({ c, actor, body: { current, signed, next } }) =>
        identity.changePassword(actor(), {
          current: proofOf(c, { password: current, signed }),
          next,
        }),
    }),
  ];
}
