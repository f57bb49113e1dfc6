import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import type { OwnReport } from "../../lib/protocol/own_reports.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { ReportsPage } from "../../lib/ui/pages/reports_page.tsx";
import { PATHS } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { framed } from "./frame.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** What somebody reported, and what moderators answered. */
export function reportRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.get(PATHS.reports, (c) => answerReports(c, services));

  app.post(PATHS.reports, async (c) => {
    await services.administration.seeAnswers(actorOf(c));
    return c.redirect(PATHS.reports, 303);
  });

  return app;
}

async function answerReports(c: HttpContext, services: PageServices): Promise<Response> {
  const { administration, chat } = services;
  const actor = actorOf(c);
  const reports = await administration.ownReports(actor);
  const places = await placesOf(chat, actor, reports);
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const community = communityOf(services);
  const words = ACCOUNT_CATALOGS[locale];
  const page = translatorOf<typeof en>(locale, words).t("reported.title");
  return answer(
    c,
    services,
    await framed(c, services, {
      title: translatorOf(locale, reader.words).t("title.page", { page, ...community }),
      body: (
        <ReportsPage
          reader={reader}
          {...community}
          words={words}
          reports={reports}
          places={places}
        />
      ),
    }),
  );
}

/** Where the messages stand, as far as the actor is still there. */
async function placesOf(
  chat: Pick<Chat, "summary">,
  actor: Actor,
  reports: readonly OwnReport[],
): Promise<Map<string, ConversationSummary>> {
  const ids = [...new Set(reports.map(({ conversation }) => conversation))];
  const found = await Promise.all(
    ids.map((conversation) =>
      chat.summary(actor, { conversation }).catch((error) => {
        if (!(error instanceof ChatError)) throw error;
        return undefined;
      })
    ),
  );
  return new Map(found.flatMap((one) => one ? [[one.id, one]] : []));
}
