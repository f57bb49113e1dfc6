import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HttpContext, HttpEnv } from "../../lib/http/environment.ts";
import { admit, setTicketCookie, ticketOf } from "../../lib/http/session.ts";
import { browserOf } from "../../lib/http/visitor.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { SecondStepPage } from "../../lib/ui/pages/second_step_page.tsx";
import { DOOR_PATHS, PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { firstPlace } from "./first_place.ts";
import { communityOf } from "./community.ts";
import { joinAhead } from "./door.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { nextPath } from "./next_path.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** The second step of a sign-in, for the ticket that the browser holds. */
export function secondStepRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get(DOOR_PATHS.secondStep, (c) => {
    const next = nextPath(c.req.query("next"), "");
    if (c.var.actor) return c.redirect(next || PATHS.home, 303);
    if (ticketOf(c) === undefined) return c.redirect(toSignIn(next), 303);
    return answerStep(c, services, { next, trusts: false });
  });

  app.post(DOOR_PATHS.secondStep, async (c) => {
    const form = await readForm(c, "code", "trusts", "next");
    const next = nextPath(form.next, "");
    const trusts = form.trusts === "on";
    const given = { ticket: ticketOf(c) ?? "", code: form.code, trusts };
    try {
      const entered = await services.identity.passSecondFactor(await browserOf(c), given);
      admit(c, entered);
      setTicketCookie(c, undefined);
      await joinAhead(services, entered.actor, next);
    } catch (error) {
      const { refusal, status, message } = errorMessage(c, services, error);
      if (refusal === "sign-in-over") {
        setTicketCookie(c, undefined);
        return c.redirect(toSignIn(next), 303);
      }
      if (refusal !== "code-wrong" && refusal !== "too-fast") throw error;
      return answerStep(c, services, { next, trusts, problem: message }, status);
    }
    return c.redirect(next || await firstPlace(services), 303);
  });

  return app;
}

/** Where the password is asked for, once the step took too long. */
function toSignIn(next: string): string {
  return `${PATHS.home}?${new URLSearchParams({ way: "sign-in", ...(next && { next }) })}`;
}

function answerStep(
  c: HttpContext,
  services: PageServices,
  shown: { next: string; trusts: boolean; problem?: string },
  status?: ContentfulStatusCode,
): Response {
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const words = ACCOUNT_CATALOGS[locale];
  const community = communityOf(services);
  const page = translatorOf<typeof en>(locale, words).t("step.title");
  return answer(c, services, {
    title: readingOf(reader).words.t("title.page", { page, community: community.community }),
    ...(status && { status }),
    body: <SecondStepPage reader={reader} {...community} words={words} {...shown} />,
  });
}
