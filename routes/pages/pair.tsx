import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { PairPage, type PairStep } from "../../lib/ui/pages/pair_page.tsx";
import { DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { framed } from "./frame.tsx";
import { readForm } from "./form.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";

/** Where whoever is signed in lets a device in, or not, by the code that it shows. */
export function pairRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.pair, async (c) => {
    const actor = actorOf(c);
    const { code, done } = c.req.query();
    if (done !== undefined) {
      return answerPair(c, services, { is: done === "yes" ? "done" : "declined" });
    }
    if (!code) return answerPair(c, services, { is: "code", typed: "" });
    try {
      const asking = await identity.pairing(actor, c.var.address, code);
      return answerPair(c, services, { is: "asked", ...asking });
    } catch (error) {
      return answerRefused(c, services, code, error);
    }
  });

  app.post(PATHS.pair, async (c) => {
    const actor = actorOf(c);
    const { code, answer: said } = await readForm(c, "code", "answer");
    const confirmed = said === "yes"; // whatever else is said confirms nothing
    try {
      await identity.answerPairing(actor, c.var.address, code, confirmed);
    } catch (error) {
      return answerRefused(c, services, code, error);
    }
    return c.redirect(`${PATHS.pair}?${new URLSearchParams({ done: said })}#${SAID_ID}`, 303);
  });

  return app;
}

function answerRefused(c: HttpContext, services: PageServices, typed: string, error: unknown) {
  const { status, message } = errorMessage(c, services, error);
  return answerPair(c, services, { is: "code", typed, problem: message }, status);
}

async function answerPair(
  c: HttpContext,
  services: PageServices,
  step: PairStep,
  status?: ContentfulStatusCode,
): Promise<Response> {
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = ACCOUNT_CATALOGS[locale];
  const phone = `${c.var.origin}${DOOR_PATHS.device}`;
  const page = { reader, ...communityOf(services), words, me: actorOf(c).user, step, phone };
  const own = translatorOf<typeof en>(locale, words);
  const { words: known } = readingOf(reader);
  const view = {
    title: known.t("title.page", { page: own.t("pair.title"), community: page.community }),
    sheets: ["pair"],
    ...(status && { status }),
    body: <PairPage {...page} />,
  };
  return answer(c, services, await framed(c, services, view));
}
