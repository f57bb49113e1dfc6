import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../lib/http/environment.ts";
import { SEARCH_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { MAX_SEARCH_QUERY } from "../../lib/protocol/limits.ts";
import { readQuery } from "../../lib/text/search/query.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { SearchPage } from "../../lib/ui/search/search_page.tsx";
import { ChatFrame } from "../../lib/ui/pages/chat_frame.tsx";
import { answer } from "./answer.tsx";
import { frameOf } from "./frame.tsx";
import type { PageServices } from "./services.ts";

/** Messages of one page. */
const PAGE = 20;
/** A cursor is no longer than this. */
const MAX_CURSOR_LENGTH = 200;

/** Finding messages: a field, and what was found. */
export function searchRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat, Island } = services;
  const app = new Hono<HttpEnv>();
  app.get(PATHS.search, async (c) => {
    const query = (c.req.query("query") ?? "").slice(0, MAX_SEARCH_QUERY);
    const after = c.req.query("after")?.slice(0, MAX_CURSOR_LENGTH);
    const frame = await frameOf(c, services);
    const { preferences: { locale, timeZone: zone }, now } = frame.reader;
    const request = { query, limit: PAGE, context: true, zone, ...(after && { after }) };
    const found = query.trim() === "" ? undefined : await chat.search(actorOf(c), request);
    const words = translatorOf(locale, SEARCH_CATALOGS[locale]);
    const { conversations } = frame.snapshot;
    const { wanted } = readQuery(query, { now, timeZone: zone });
    return answer(c, services, {
      title: translatorOf(locale, frame.reader.words).t("title.page", {
        page: words.t("title"),
        community: frame.community,
      }),
      islands: ["SidebarApp"],
      body: (
        <ChatFrame
          reader={frame.reader}
          sidebar={<Island name="SidebarApp" props={frame} />}
        >
          <SearchPage
            {...{ words, conversations, query, wanted, found }}
            isLater={after !== undefined}
          />
        </ChatFrame>
      ),
    });
  });
  return app;
}
