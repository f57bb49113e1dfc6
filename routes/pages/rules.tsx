import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import type { ArrivalProps } from "../../lib/ui/pages/props.ts";
import { RulesPage } from "../../lib/ui/pages/rules_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { nextPath } from "./next_path.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** What is said to one on arriving: the rules to accept, and the welcome to put away. */
export function rulesRoutes(services: PageServices): Hono<HttpEnv> {
  const { identity } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.rules, (c) => answerRules(c, services));

  app.post(PATHS.rules, async (c) => {
    const actor = actorOf(c);
    const { version, next } = await readForm(c, "version", "next");
    try {
      await identity.acceptRules(actor, Number(version));
    } catch (error) {
      if (!(error instanceof ChatError) || error.refusal !== "rules-changed") throw error;
      const { status, message: problem } = errorMessage(c, services, error);
      return answerRules(c, services, { status, problem });
    }
    return c.redirect(nextPath(next, PATHS.home), 303);
  });

  app.post(PATHS.welcome, async (c) => {
    const actor = actorOf(c);
    const { next } = await readForm(c, "next");
    await identity.endWelcome(actor);
    return c.redirect(nextPath(next, PATHS.home), 303);
  });

  return app;
}

/** What is to be said to who opens a conversation, or the list of them. */
export async function arrivalOf(
  c: HttpContext,
  { identity }: PageServices,
  open: ConversationSummary | undefined,
): Promise<ArrivalProps> {
  const actor = actorOf(c);
  const [rules, welcome] = await Promise.all([
    identity.rulesToAccept(actor),
    open && identity.welcome(actor, open),
  ]);
  return { rules, welcome };
}

async function answerRules(
  c: HttpContext,
  services: PageServices,
  { status, problem }: { status?: ContentfulStatusCode; problem?: string } = {},
): Promise<Response> {
  const actor = actorOf(c);
  const { administration, identity } = services;
  const [asked, kept] = await Promise.all([
    identity.rulesToAccept(actor),
    administration.kept(actor),
  ]);
  const { rules } = administration.profile();
  const reader = readerOf(c, services);
  const named = communityOf(services);
  const { words: common } = readingOf(reader);
  const words = ACCOUNT_CATALOGS[common.locale];
  const page = common.t(rules.length > 0 ? "rules.title" : "kept.title");
  return answer(c, services, {
    status,
    title: common.t("title.page", { page, community: named.community }),
    body: (
      <RulesPage
        reader={reader}
        {...named}
        rules={rules}
        asked={asked}
        problem={problem}
        kept={kept}
        words={words}
      />
    ),
  });
}
