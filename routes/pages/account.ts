import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { clearSessionCookie } from "../../lib/http/session.ts";
import { proofOf } from "../../lib/http/proof.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import {
  ACCOUNT_DONE,
  type AccountDone,
  type AccountFailure,
  type AccountForm,
} from "../../lib/ui/account/account.ts";
import type { FormReply } from "../../lib/ui/form_reply.ts";
import { leftCookie } from "../../lib/ui/door/signed_out.ts";
import { NO_LAST_PLACE } from "../../lib/ui/room/last_place.ts";
import { ACCOUNT_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { communityOf } from "./community.ts";
import { answer } from "./answer.tsx";
import { framedSettings } from "./frame.tsx";
import { accountView } from "./page_views.tsx";
import { readForm, wantsJson } from "./form.ts";
import { preferencesOf, readerOf } from "./reader.ts";
import { type ErrorMessage, errorMessage } from "./error_pages.tsx";
import type { PageServices } from "./services.ts";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";

/** One's own account, each form of it posted and led back (303) to the page. */
export function accountRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.account, (c) => {
    const done = ACCOUNT_DONE.find((one) => one === c.req.query("done"));
    return answerAccount(c, services, { done, invite: c.req.query("invite") });
  });

  addNameForms(app, services);
  addPasskeyForms(app, services);

  app.post(ACCOUNT_PATHS.changePassword, async (c) => {
    const actor = actorOf(c);
    const { current: password, signed, next } = await readForm(c, "current", "signed", "next");
    return await submit(c, services, { form: "password", typed: {} }, async () => {
      await identity.changePassword(actor, { current: proofOf(c, { password, signed }), next });
      return "password";
    });
  });

  app.post(ACCOUNT_PATHS.becomeMember, async (c) => {
    const actor = actorOf(c);
    const { password, proof, ...typed } = await readForm(c, "password", "invite", "proof");
    return await submit(c, services, { form: "membership", typed }, async () => {
      const visitor = await visitorOf(c, { proof });
      await identity.becomeMember(actor, visitor, { password, ...typed });
      return "membership";
    });
  });

  app.post(ACCOUNT_PATHS.endSessions, async (c) => {
    const actor = actorOf(c);
    const { session, others } = await readForm(c, "session", "others");
    return await submit(c, services, { form: "sessions", typed: {} }, async () => {
      if (others === "on") {
        await identity.endOtherSessions(actor);
        return "others";
      }
      await identity.endSession(actor, session); // one that has ended meanwhile is as wished
      return "sessions";
    });
  });

  app.post(ACCOUNT_PATHS.deleteAccount, async (c) => {
    const actor = actorOf(c);
    const form = await readForm(c, "password", "signed", "messages", "confirmed");
    const typed = { messages: form.messages, confirmed: form.confirmed };
    if (form.confirmed !== "on") {
      const { locale } = preferencesOf(c);
      const words = translatorOf(locale, ACCOUNT_CATALOGS[locale]);
      const message = words.t("delete.unconfirmed");
      const failed = { form: "delete", field: "confirmed", message, typed } as const;
      if (wantsJson(c)) return c.json<FormReply>({ error: { field: "confirmed", message } }, 400);
      return await answerAccount(c, services, { failed: { ...failed, anew: true } }, 400);
    }
    const wasGuest = actor.user.role === "guest";
    const messages = form.messages === "go" ? "go" : "stay";
    try {
      await identity.deleteAccount(actor, proofOf(c, form), messages);
    } catch (error) {
      return await answerAccountFailure(c, services, { form: "delete", typed }, error);
    }
    clearSessionCookie(c);
    c.header("Set-Cookie", NO_LAST_PLACE, { append: true });
    c.header("Set-Cookie", leftCookie(actor.user.id), { append: true });
    return onwards(c, `${PATHS.home}?${new URLSearchParams({ deleted: wasGuest ? "guest" : "" })}`);
  });

  return app;
}

export function onwards(c: HttpContext, next: string): Response {
  return wantsJson(c) ? c.json<FormReply>({ next }) : c.redirect(next, 303);
}

/** The name that others see, and the one that a member signs in with. */
function addNameForms(app: Hono<HttpEnv>, services: PageServices): void {
  const { identity } = services;

  app.post(ACCOUNT_PATHS.changeName, async (c) => {
    const actor = actorOf(c);
    const typed = await readForm(c, "name");
    return await submit(c, services, { form: "name", typed }, async () => {
      await identity.changeName(actor, typed.name);
      return "name";
    });
  });

  app.post(ACCOUNT_PATHS.changeSignInName, async (c) => {
    const actor = actorOf(c);
    const { proof, signed, ...typed } = await readForm(c, "signInName", "proof", "signed");
    return await submit(c, services, { form: "sign-in-name", typed }, async () => {
      const password = proofOf(c, { password: proof, signed });
      await identity.changeSignInName(actor, { name: typed.signInName, password });
      return "sign-in-name";
    });
  });
}

/** The list of passkeys: adding one takes a script. */
function addPasskeyForms(app: Hono<HttpEnv>, services: PageServices): void {
  const { identity } = services;

  app.post(ACCOUNT_PATHS.ownPasskeys, async (c) => {
    const actor = actorOf(c);
    const { passkey, name, remove } = await readForm(c, "passkey", "name", "remove");
    return await submit(c, services, { form: "passkeys", typed: {} }, async () => {
      if (remove === "on") {
        await identity.removePasskey(actor, passkey); // one that is gone already is as wished
        return "passkey-removed";
      }
      if (!await identity.renamePasskey(actor, passkey, name)) {
        throw new ChatError("passkey-unknown");
      }
      return "passkey-renamed";
    });
  });
}

type Submitted = Pick<AccountFailure, "form" | "typed">;

async function submit(
  c: HttpContext,
  services: PageServices,
  tried: Submitted,
  run: () => Promise<AccountDone>,
): Promise<Response> {
  try {
    const done = await run();
    return onwards(c, `${PATHS.account}?${new URLSearchParams({ done })}#${SAID_ID}`);
  } catch (error) {
    return await answerAccountFailure(c, services, tried, error);
  }
}

export async function answerAccountFailure(
  c: HttpContext,
  services: PageServices,
  tried: Submitted,
  error: unknown,
): Promise<Response> {
  // Not a slip of the form: whoever was signed out meanwhile goes to the door.
  if (error instanceof ChatError && error.refusal === "not-signed-in") throw error;
  const { refusal, status, message, challenge } = errorMessage(c, services, error);
  const said = { field: accountField(tried.form, refusal), message };
  if (wantsJson(c)) {
    return c.json<FormReply>({ error: { ...said, ...(challenge && { challenge }) } }, status);
  }
  const failed = { ...tried, ...said, anew: true };
  return await answerAccount(c, services, { failed }, status);
}

async function answerAccount(
  c: HttpContext,
  services: PageServices,
  shown: { done?: AccountDone; invite?: string; failed?: AccountFailure },
  status?: ErrorMessage["status"],
): Promise<Response> {
  const actor = actorOf(c);
  const reader = readerOf(c, services);
  const { invite } = shown;
  const [
    sessions,
    passkeys,
    { since, required },
    accounts,
    hasPassword,
    signInName,
    carried,
    { registration },
    counts,
  ] = await Promise.all([
    services.identity.sessions(actor),
    services.identity.passkeys(actor),
    services.identity.secondFactor(actor),
    services.identity.foreignAccounts(actor),
    services.identity.hasPassword(actor),
    services.identity.signInName(actor),
    services.identity.invitation(actor),
    services.administration.settings(),
    invite ? services.administration.acceptsInvitation(invite) : true,
  ]);
  const view = accountView(services.Island, {
    reader,
    words: ACCOUNT_CATALOGS[reader.preferences.locale],
    ...communityOf(services),
    me: actor.user,
    signInName,
    sessions,
    passkeys,
    factor: { since, required },
    foreign: { accounts, providers: services.identity.providers() },
    hasPassword,
    registration,
    invited: carried !== undefined,
    over: !counts && carried === undefined,
    ...shown,
  });
  return answer(c, services, { ...await framedSettings(c, services, view), status });
}

/** Where each form asks for the password that one has. */
const PROOF_FIELDS: Partial<Record<AccountForm, string>> = {
  "sign-in-name": "proof",
  password: "current",
  delete: "password",
  foreign: "password",
};

/** Where a refusal is said, of the fields that each form has. */
function accountField(form: AccountForm, refusal: Refusal): string | undefined {
  if (refusal.startsWith("name-")) {
    return form === "name" ? "name" : form === "sign-in-name" ? "signInName" : undefined;
  }
  if (refusal === "wrong-password") return PROOF_FIELDS[form];
  if (refusal.startsWith("password-")) return form === "password" ? "next" : "password";
  if (refusal.startsWith("invite-") || refusal === "registration-closed") return "invite";
  return undefined;
}
