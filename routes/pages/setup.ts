import { Hono } from "hono";
import { makeFirstAdministrator } from "../../lib/chat/community/first_administrator.ts";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { setSessionCookie } from "../../lib/http/session.ts";
import { MAX_CODE_LENGTH } from "../../lib/http/fields.ts";
import { visitorOf } from "../../lib/http/visitor.ts";
import { ADMINISTRATION_CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { Refusal } from "../../lib/protocol/errors.ts";
import type { SetupPageProps } from "../../lib/ui/pages/setup_page.tsx";
import type { FormReply } from "../../lib/ui/form_reply.ts";
import { DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { communityOf } from "./community.ts";
import { answer } from "./answer.tsx";
import { setupView } from "./page_views.tsx";
import { readForm, wantsJson } from "./form.ts";
import { changeLanguage } from "./language.ts";
import { readerOf } from "./reader.ts";
import { type ErrorMessage, errorMessage } from "./error_pages.tsx";
import type { PageServices } from "./services.ts";

/** The page that the server's own output leads to while nobody administers it. */
export function setupRoutes(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.get(DOOR_PATHS.setup, async (c) => {
    const code = codeOf(c.req.query("code"));
    await administration.checkSetup(code, c.var.address);
    return answerSetup(c, services, { code });
  });

  app.post(DOOR_PATHS.setup, async (c) => {
    const form = await readForm(c, "code", "name", "password");
    const code = codeOf(form.code);
    try {
      const visitor = await visitorOf(c);
      const { entered } = await makeFirstAdministrator(services, visitor, c.var.actor, {
        ...form,
        code,
      });
      if (entered) setSessionCookie(c, entered.token);
    } catch (error) {
      const { refusal, status, message } = errorMessage(c, services, error);
      if (refusal === "setup-invalid") throw error;
      const said = { field: setupField(refusal), message };
      if (wantsJson(c)) return c.json<FormReply>({ error: said }, status);
      return answerSetup(c, services, { code, name: form.name, failed: said, anew: true }, status);
    }
    const next = PATHS.administration;
    return wantsJson(c) ? c.json<FormReply>({ next }) : c.redirect(next, 303);
  });

  app.post(DOOR_PATHS.setupLanguage, async (c) => {
    const { locale, name, password, ...form } = await readForm(
      c,
      ...["locale", "code", "name", "password"] as const,
    );
    const code = codeOf(form.code);
    await administration.checkSetup(code, c.var.address);
    await changeLanguage(c, services, locale);
    return answerSetup(c, services, { code, name, anew: password !== "" });
  });

  return app;
}

function codeOf(text = ""): string {
  return text.slice(0, MAX_CODE_LENGTH);
}

function answerSetup(
  c: HttpContext,
  services: PageServices,
  shown: Pick<SetupPageProps, "code" | "name" | "anew" | "failed">,
  status?: ErrorMessage["status"],
): Response {
  const reader = readerOf(c, services);
  const props: SetupPageProps = {
    reader,
    words: ADMINISTRATION_CATALOGS[reader.preferences.locale],
    ...communityOf(services),
    me: c.var.actor?.user,
    ...shown,
  };
  if (wantsJson(c)) return c.json(props, status, { "Cache-Control": "no-store" });
  return answer(c, services, { ...setupView(services.Island, props), status });
}

function setupField(refusal: Refusal): "name" | "password" | "form" {
  if (refusal.startsWith("name-")) return "name";
  return refusal.startsWith("password-") ? "password" : "form";
}
