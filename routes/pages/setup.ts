import { Hono } from "hono";
import { found } from "../../lib/chat/administration/founding.ts";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { setSessionCookie } from "../../lib/http/session.ts";
import { ADMINISTRATION_CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { Refusal } from "../../lib/protocol/errors.ts";
import type { SetupPageProps } from "../../lib/ui/pages/setup_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { MAX_CODE_LENGTH } from "../api/admin/setup.ts";
import { visitorOf } from "../api/sessions.ts";
import { answer } from "./answer.tsx";
import { setupFace } from "./faces.tsx";
import { readForm } from "./form.ts";
import { readerOf } from "./reader.ts";
import { type Said, say } from "./refused.tsx";
import type { PageServices } from "./services.ts";

/** The page that the server's own output leads to while nobody administers it. */
export function setupRoutes(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.setup, async (c) => {
    const code = codeOf(c.req.query("code"));
    await administration.checkSetup(code, c.var.address);
    return answerSetup(c, services, { code });
  });

  app.post(PATHS.setup, async (c) => {
    const form = await readForm(c, "code", "name", "password");
    const code = codeOf(form.code);
    try {
      const visitor = await visitorOf(c);
      const { entered } = await found(services, visitor, c.var.actor, { ...form, code });
      if (entered) setSessionCookie(c, entered.token);
    } catch (error) {
      const { refusal, status, message } = say(c, services, error);
      if (refusal === "setup-invalid") throw error;
      const failed = { name: form.name, field: fieldOf(refusal), message };
      return answerSetup(c, services, { code, failed }, status);
    }
    return c.redirect(PATHS.administration, 303);
  });

  return app;
}

function codeOf(text = ""): string {
  return text.slice(0, MAX_CODE_LENGTH);
}

function answerSetup(
  c: HttpContext,
  services: PageServices,
  shown: Pick<SetupPageProps, "code" | "failed">,
  status?: Said["status"],
): Response {
  const reader = readerOf(c, services);
  const face = setupFace({
    reader,
    words: ADMINISTRATION_CATALOGS[reader.preferences.locale],
    community: services.community,
    me: c.var.actor?.user,
    ...shown,
  });
  return answer(c, services, { ...face, status });
}

function fieldOf(refusal: Refusal): "name" | "password" | "form" {
  if (refusal.startsWith("name-")) return "name";
  return refusal.startsWith("password-") ? "password" : "form";
}
