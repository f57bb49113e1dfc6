import { Hono } from "hono";
import { takeBackMessages } from "../../lib/chat/own_data.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { clearSessionCookie } from "../../lib/http/session.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { ChatError, type Refusal } from "../../lib/protocol/errors.ts";
import {
  ACCOUNT_DONE,
  type AccountDone,
  type AccountFailure,
  type AccountForm,
} from "../../lib/ui/account/account.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { visitorOf } from "../api/sessions.ts";
import { answer } from "./answer.tsx";
import { accountFace } from "./faces.tsx";
import { readForm } from "./form.ts";
import { preferencesOf, readerOf } from "./reader.ts";
import { type Said, say } from "./refused.tsx";
import type { PageServices } from "./services.ts";

/** One's own account, each form of it posted and led back (303) to the page. */
export function accountRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.account, (c) => {
    const done = ACCOUNT_DONE.find((one) => one === c.req.query("done"));
    return answerAccount(c, services, { done, invite: c.req.query("invite") });
  });

  app.post(PATHS.changeName, async (c) => {
    const actor = actorOf(c);
    const typed = await readForm(c, "name");
    return await attempt(c, services, { form: "name", typed }, async () => {
      await identity.changeName(actor, typed.name);
      return "name";
    });
  });

  app.post(PATHS.changePassword, async (c) => {
    const actor = actorOf(c);
    const { current, next } = await readForm(c, "current", "next");
    return await attempt(c, services, { form: "password", typed: {} }, async () => {
      await identity.changePassword(actor, { current, next });
      return "password";
    });
  });

  app.post(PATHS.becomeMember, async (c) => {
    const actor = actorOf(c);
    const { password, ...typed } = await readForm(c, "password", "invite");
    return await attempt(c, services, { form: "membership", typed }, async () => {
      await identity.becomeMember(actor, await visitorOf(c), { password, ...typed });
      return "membership";
    });
  });

  app.post(PATHS.endSessions, async (c) => {
    const actor = actorOf(c);
    const { session, others } = await readForm(c, "session", "others");
    return await attempt(c, services, { form: "sessions", typed: {} }, async () => {
      if (others === "on") {
        await identity.endOtherSessions(actor);
        return "others";
      }
      await identity.endSession(actor, session); // one that has ended meanwhile is as wished
      return "sessions";
    });
  });

  app.post(PATHS.deleteAccount, async (c) => {
    const actor = actorOf(c);
    const form = await readForm(c, "password", "messages", "confirmed");
    const typed = { messages: form.messages };
    if (form.confirmed !== "on") {
      const { locale } = preferencesOf(c);
      const words = translatorOf(locale, ACCOUNT_CATALOGS[locale]);
      const message = words.t("delete.unconfirmed");
      const failed = { form: "delete", field: "confirmed", message, typed } as const;
      return await answerAccount(c, services, { failed }, 400);
    }
    const takeBack = form.messages === "go" ? () => takeBackMessages(services, actor) : undefined;
    try {
      await identity.leaveForGood(actor, form.password, takeBack);
    } catch (error) {
      return await answerFailure(c, services, { form: "delete", typed }, error);
    }
    clearSessionCookie(c);
    return c.redirect(PATHS.home, 303);
  });

  return app;
}

type Tried = Pick<AccountFailure, "form" | "typed">;

async function attempt(
  c: HttpContext,
  services: PageServices,
  tried: Tried,
  run: () => Promise<AccountDone>,
): Promise<Response> {
  try {
    return c.redirect(`${PATHS.account}?${new URLSearchParams({ done: await run() })}`, 303);
  } catch (error) {
    return await answerFailure(c, services, tried, error);
  }
}

async function answerFailure(
  c: HttpContext,
  services: PageServices,
  tried: Tried,
  error: unknown,
): Promise<Response> {
  // Not a slip of the form: whoever was signed out meanwhile goes to the door.
  if (error instanceof ChatError && error.refusal === "not-signed-in") throw error;
  const { refusal, status, message } = say(c, services, error);
  const failed = { ...tried, field: fieldOf(tried.form, refusal), message };
  return await answerAccount(c, services, { failed }, status);
}

async function answerAccount(
  c: HttpContext,
  services: PageServices,
  shown: { done?: AccountDone; invite?: string; failed?: AccountFailure },
  status?: Said["status"],
): Promise<Response> {
  const actor = actorOf(c);
  const reader = readerOf(c, services);
  const [sessions, { registration }] = await Promise.all([
    services.identity.sessions(actor),
    services.administration.settings(),
  ]);
  const face = accountFace({
    reader,
    words: ACCOUNT_CATALOGS[reader.preferences.locale],
    community: services.community,
    me: actor.user,
    sessions,
    registration,
    ...shown,
  });
  return answer(c, services, { ...face, status });
}

/** Where a refusal is said, of the fields that each form has. */
function fieldOf(form: AccountForm, refusal: Refusal): string | undefined {
  if (refusal.startsWith("name-")) return form === "name" ? "name" : undefined;
  if (refusal === "wrong-credentials") return form === "password" ? "current" : "password";
  if (refusal.startsWith("password-")) return form === "password" ? "next" : "password";
  if (refusal === "invite-invalid" || refusal === "registration-closed") return "invite";
  return undefined;
}
