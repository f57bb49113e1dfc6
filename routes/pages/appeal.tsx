import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { muteMessage } from "../../lib/i18n/refusals.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { expulsionError } from "../../lib/chat/identity/admission.ts";
import { AppealPage } from "../../lib/ui/pages/appeal_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { answerError, errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { preferencesOf, readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** Where who is kept out or muted says that this was wrong. */
export function appealRoutes(services: PageServices): Hono<HttpEnv> {
  const { administration, identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.appeal, (c) => answerMuted(c, services));

  app.post(PATHS.appeal, async (c) => {
    const actor = actorOf(c);
    const { words } = await readForm(c, "words");
    try {
      await administration.appeal(actor, words);
    } catch (error) {
      const isAbout = error instanceof ChatError && error.refusal.endsWith("-text");
      const isLong = error instanceof ChatError && error.refusal === "text-too-long";
      if (!isAbout && !isLong) throw error;
      const { status, message: problem } = errorMessage(c, services, error);
      if (c.var.mute) return answerMuted(c, services, { status, typed: words, problem });
      const state = await identity.checkSession(actor);
      const why = state.is === "over" ? state.why : undefined;
      return answerError(c, services, why ? expulsionError(why, services.clock.now()) : error, {
        typed: words,
        problem,
      });
    }
    return c.redirect(c.var.mute ? PATHS.appeal : PATHS.home, 303);
  });

  return app;
}

/** What who is muted may say, or said and was answered; whoever neither is nor was is led home. */
async function answerMuted(
  c: HttpContext,
  services: PageServices,
  { status, ...tried }: { status?: ContentfulStatusCode; typed?: string; problem?: string } = {},
): Promise<Response> {
  const actor = actorOf(c);
  const { mute, clock } = c.var;
  const { may, appeal } = await services.administration.ownAppeal(actor);
  if (!mute && !appeal) return c.redirect(PATHS.home, 303);
  const { locale } = preferencesOf(c);
  const reader = readerOf(c, services);
  const named = communityOf(services);
  const { words } = readingOf(reader);
  const [page, why] = mute
    ? [
      words.t("composer.resting.muted"),
      muteMessage({ locale, clock }, mute, services.clock.now()).message,
    ]
    : [words.t("appeal.title"), words.t("appeal.lifted")];
  const { words: answered, lifted } = appeal?.answered ?? {};
  const shown = { may, said: appeal?.words, answer: answered, lifted, ...tried };
  return answer(c, services, {
    status,
    title: words.t("title.page", { page, community: named.community }),
    body: <AppealPage reader={reader} {...named} title={page} why={why} appeal={shown} />,
  });
}
