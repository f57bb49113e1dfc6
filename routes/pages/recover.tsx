import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { MAX_CODE_LENGTH } from "../../lib/http/fields.ts";
import { admit } from "../../lib/http/session.ts";
import { browserOf, visitorOf } from "../../lib/http/visitor.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { FormReply } from "../../lib/ui/form_reply.ts";
import { DOOR_PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { firstPlace } from "./first_place.ts";
import { secondStep } from "./door.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm, wantsJson } from "./form.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** Where the link of an administrator leads: a new password for who lost theirs. */
export function recoverRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(DOOR_PATHS.recover, (c) => answerRecover(c, services, c.req.query("code") ?? ""));

  app.post(DOOR_PATHS.recover, async (c) => {
    const { code, password } = await readForm(c, "code", "password");
    try {
      admit(c, await identity.recoverPassword(await browserOf(c), code, password));
    } catch (error) {
      const step = secondStep(c, error, "");
      if (step !== undefined) {
        return wantsJson(c) ? c.json<FormReply>({ next: step }) : c.redirect(step, 303);
      }
      const { refusal, status, message } = errorMessage(c, services, error);
      if (!refusal.startsWith("password-") || refusal === "password-link-over") throw error;
      if (wantsJson(c)) return c.json<FormReply>({ error: { message } }, status);
      return await answerRecover(c, services, code, { message, status });
    }
    const next = await firstPlace(services);
    return wantsJson(c) ? c.json<FormReply>({ next }) : c.redirect(next, 303);
  });

  return app;
}

async function answerRecover(
  c: HttpContext,
  services: PageServices,
  given: string,
  problem?: { message: string; status: ContentfulStatusCode },
): Promise<Response> {
  const code = given.slice(0, MAX_CODE_LENGTH);
  const whose = await services.identity.passwordLink(await visitorOf(c), code);
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = ACCOUNT_CATALOGS[locale];
  const community = communityOf(services);
  const own = translatorOf<typeof en>(locale, words);
  const { words: known } = readingOf(reader);
  const page = { reader, ...community, words, code, ...whose };
  const said = problem && { problem: problem.message, anew: true };
  return answer(c, services, {
    title: known.t("title.page", { page: own.t("recover.title"), community: community.community }),
    islands: ["RecoverApp"],
    ...(problem && { status: problem.status }),
    body: <services.Island name="RecoverApp" props={{ ...page, ...said }} />,
  });
}
