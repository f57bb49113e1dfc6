import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { OWN_REQUEST_RULES } from "../../lib/protocol/message_requests.ts";
import { BlockedPage } from "../../lib/ui/pages/blocked_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { framedSettings } from "./frame.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";

const DONE = ["blocked", "unblocked", "rule"] as const;
type Shown = { done?: (typeof DONE)[number]; typed: string; problem?: string };

/** Whom one blocked: nobody else sees it. */
export function blockedRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get(PATHS.blocked, (c) => {
    const done = DONE.find((one) => one === c.req.query("done"));
    return answerBlocked(c, services, { done, typed: c.req.query("person") ?? "" });
  });

  app.post(PATHS.blocked, async (c) => {
    const actor = actorOf(c);
    const { block, unblock, requests } = await readForm(c, "block", "unblock", "requests");
    const rule = OWN_REQUEST_RULES.find((one) => one === requests);
    const change = rule ? { requests: rule } : unblock ? { unblock } : { block: block.trim() };
    try {
      await services.chat.settings(actor, change);
    } catch (error) {
      if (error instanceof ChatError && error.refusal === "not-signed-in") throw error;
      const { message, status } = errorMessage(c, services, error);
      return answerBlocked(c, services, { typed: block, problem: message }, status);
    }
    const done = rule ? "rule" : unblock ? "unblocked" : "blocked";
    return c.redirect(`${PATHS.blocked}?done=${done}#${SAID_ID}`, 303);
  });

  return app;
}

async function answerBlocked(
  c: HttpContext,
  services: PageServices,
  shown: Shown,
  status?: ContentfulStatusCode,
): Promise<Response> {
  const actor = actorOf(c);
  const { blocked, requests: rule } = await services.chat.settings(actor, {});
  const known = await services.users.getMany(blocked);
  const people = blocked.map((id) => ({ id, name: known.get(id)?.name ?? "" }));
  const reader = readerOf(c, services);
  const community = communityOf(services);
  const { words: common } = readingOf(reader);
  const words = ACCOUNT_CATALOGS[reader.preferences.locale];
  return answer(c, services, {
    ...await framedSettings(c, services, {
      title: common.t("title.page", {
        page: common.t("settings.blocked"),
        community: community.community,
      }),
      body: (
        <BlockedPage
          reader={reader}
          {...community}
          words={words}
          people={people}
          rule={rule}
          {...shown}
        />
      ),
    }),
    ...(status && { status }),
  });
}
