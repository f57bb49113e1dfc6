import { Hono } from "hono";
import type { Departure } from "../../lib/chat/identity/foreign.ts";
import { callbackPath } from "../../lib/chat/identity/foreign_sign_in.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { admit, setStateCookie, stateOf } from "../../lib/http/session.ts";
import { proofOf } from "../../lib/http/proof.ts";
import { browserOf } from "../../lib/http/visitor.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { GoingPage } from "../../lib/ui/pages/going_page.tsx";
import { ACCOUNT_PATHS, DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answerAccountFailure, onwards } from "./account.ts";
import { answer } from "./answer.tsx";
import { firstPlace } from "./first_place.ts";
import { communityOf } from "./community.ts";
import { answerDoor, joinAhead, secondStep } from "./door.ts";
import { answerError, errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { nextPath } from "./next_path.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";

/** The ways in by an account elsewhere, and the list of one's own. */
export function foreignRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  // A link, not a form: our policy lets no form lead elsewhere, by a redirect neither.
  app.get(`${DOOR_PATHS.foreign}/:provider`, async (c) => {
    const next = nextPath(c.req.query("next"), "");
    if (c.var.actor) return c.redirect(next || PATHS.home, 303);
    const way = { origin: c.var.origin, next };
    try {
      const visitor = await browserOf(c);
      return leave(c, await identity.leaveForProvider(visitor, c.req.param("provider"), way));
    } catch (error) {
      return await answerRefused(c, services, error, next);
    }
  });

  app.get(callbackPath(":provider"), async (c) => {
    const [state, { actor }] = [stateOf(c), c.var];
    setStateCookie(c, undefined);
    const back = { url: c.req.url, state, ...(actor && { actor }) };
    try {
      const visitor = await browserOf(c);
      const arrival = await identity.arriveFromProvider(
        visitor,
        c.req.param("provider") ?? "",
        back,
      );
      if (arrival.is === "linked") {
        return c.redirect(`${PATHS.account}?done=foreign-linked#${SAID_ID}`, 303);
      }
      admit(c, arrival.entered);
      await joinAhead(services, arrival.entered.actor, arrival.next);
      return c.redirect(nextPath(arrival.next, await firstPlace(services)), 303);
    } catch (error) {
      const next = error instanceof ChatError ? String(error.values.next ?? "") : "";
      const step = secondStep(c, error, next);
      if (step !== undefined) return c.redirect(step, 303);
      return actor
        ? answerError(c, services, error)
        : await answerRefused(c, services, error, next);
    }
  });

  addAccountForm(app, services);
  return app;
}

function addAccountForm(app: Hono<HttpEnv>, services: PageServices): void {
  const { identity } = services;
  app.post(ACCOUNT_PATHS.foreign, async (c) => {
    const actor = actorOf(c);
    const { provider, remove, ...proof } = await readForm(
      ...[c, "provider", "password", "signed", "remove"] as const,
    );
    try {
      if (remove !== "") {
        await identity.unlinkForeign(actor, remove); // one that is gone already is as wished
        return onwards(c, `${PATHS.account}?done=foreign-unlinked#${SAID_ID}`);
      }
      const way = { origin: c.var.origin, password: proofOf(c, proof) };
      const { url, state } = await identity.leaveToLink(actor, provider, way);
      setStateCookie(c, state);
      return answerGoing(c, services, provider, url);
    } catch (error) {
      return await answerAccountFailure(c, services, { form: "foreign", typed: {} }, error);
    }
  });
}

function leave(c: HttpContext, { url, state }: Departure): Response {
  setStateCookie(c, state);
  return c.redirect(url, 303);
}

/** The door says what was wrong, and its other ways stay open. */
function answerRefused(c: HttpContext, services: PageServices, error: unknown, next: string) {
  if (error instanceof ChatError && (error.refusal === "kicked" || error.refusal === "banned")) {
    return answerError(c, services, error);
  }
  const { message, status } = errorMessage(c, services, error);
  const shown = { way: "sign-in", next, error: { field: "form", message } } as const;
  return answerDoor(c, services, shown, status);
}

/** On to a provider from a form: by a page of its own, for no form may lead elsewhere. */
function answerGoing(c: HttpContext, services: PageServices, id: string, url: string): Response {
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = ACCOUNT_CATALOGS[locale];
  const community = communityOf(services);
  const provider = services.identity.providers().find((one) => one.id === id)?.name ?? id;
  const page = translatorOf<typeof en>(locale, words).t("foreign.going", { provider });
  c.header("Refresh", `0; url=${url}`);
  return answer(c, services, {
    title: readingOf(reader).words.t("title.page", { page, community: community.community }),
    body: <GoingPage reader={reader} {...community} words={words} provider={provider} url={url} />,
  });
}
