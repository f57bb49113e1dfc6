import { Hono } from "hono";
import type { Actor } from "../../lib/chat/chat.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { SEARCH_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { peopleBeside, type Profile } from "../../lib/protocol/events.ts";
import { MAX_SEARCH_QUERY } from "../../lib/protocol/limits.ts";
import { SEARCH_ORDERS } from "../../lib/protocol/requests/search.ts";
import { readQuery } from "../../lib/text/search/query.ts";
import {
  type KnownNames,
  operatorText,
  withoutPart,
  withPart,
  writtenParts,
} from "../../lib/text/search/written.ts";
import { ChatFrame } from "../../lib/ui/pages/chat_frame.tsx";
import { PATHS, searchPath } from "../../lib/ui/paths.ts";
import { type Instead, SearchPage } from "../../lib/ui/search/search_page.tsx";
import { answer } from "./answer.tsx";
import { type Frame, frameOf } from "./frame.tsx";
import type { PageServices } from "./services.ts";

/** Messages of one page. */
const PAGE = 20;
/** A cursor is no longer than this. */
const MAX_CURSOR_LENGTH = 200;
/** Searches that are tried where one finds nothing. */
const TRIED_INSTEAD = 3;
/** Names that are offered as somebody writes. */
const MAX_NAMES = 50;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 24 * 60 * 60_000;

/** Finding messages: a field, and what was found. */
export function searchRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat, Island } = services;
  const app = new Hono<HttpEnv>();
  app.get(PATHS.search, async (c) => {
    const query = (c.req.query("query") ?? "").slice(0, MAX_SEARCH_QUERY);
    const order = SEARCH_ORDERS.find((one) => one === c.req.query("order")) ?? "newest";
    const composed = composedQuery(c, query);
    if (composed !== undefined) return c.redirect(searchPath(composed, { order }), 303);
    const after = c.req.query("after")?.slice(0, MAX_CURSOR_LENGTH);
    const frame = await frameOf(c, services);
    const { preferences: { locale, timeZone: zone }, now } = frame.reader;
    const request = { query, order, limit: PAGE, context: true, zone, ...(after && { after }) };
    const found = query.trim() === "" ? undefined : await chat.search(actorOf(c), request);
    const isNothing = found?.hits.length === 0 && !found.next;
    const instead = isNothing ? await insteadOf(services, actorOf(c), query, zone) : [];
    const catalog = SEARCH_CATALOGS[locale];
    const words = translatorOf(locale, catalog);
    const { conversations } = frame.snapshot;
    const { wanted } = readQuery(query, { now, timeZone: zone });
    const names = namesOf(frame, Object.values(found?.users ?? {}));
    return answer(c, services, {
      title: translatorOf(locale, frame.reader.words).t("title.page", {
        page: words.t("title"),
        community: frame.community,
      }),
      islands: ["SidebarApp", "SearchApp"],
      sheets: ["search"],
      body: (
        <ChatFrame
          reader={frame.reader}
          sidebar={<Island name="SidebarApp" props={frame} />}
        >
          <SearchPage
            words={words}
            conversations={conversations}
            query={query}
            order={order}
            wanted={wanted}
            found={found}
            instead={instead}
            isLater={after !== undefined}
            field={
              <Island
                name="SearchApp"
                props={{ locale, words: fieldWords(catalog), query, order, names }}
              />
            }
          />
        </ChatFrame>
      ),
    });
  });
  return app;
}

/** What forms of the page give beside the query, as one query; nothing where that is all. */
function composedQuery(c: HttpContext, query: string): string | undefined {
  const { set, from, in: within, since, until } = c.req.query();
  if ([set, from, within, since, until].every((one) => one === undefined)) return undefined;
  let composed = [set, query].filter(Boolean).join(" ");
  if (from?.trim()) composed = withPart(composed, operatorText("from", from.trim()));
  if (within?.trim()) composed = withPart(composed, operatorText("in", within.trim()));
  if (since && DAY.test(since)) composed = withPart(composed, `after:${since}`);
  const dayAfter = until && DAY.test(until) ? nextDay(until) : undefined;
  if (dayAfter) composed = withPart(composed, `before:${dayAfter}`);
  return composed.trim().slice(0, MAX_SEARCH_QUERY);
}

function nextDay(day: string): string | undefined {
  const at = Date.parse(`${day}T00:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at + DAY_MS).toISOString().slice(0, 10);
}

/** The same search without one of its parts, where that finds something. */
async function insteadOf(
  { chat }: Pick<PageServices, "chat">,
  actor: Actor,
  query: string,
  zone: string,
): Promise<Instead[]> {
  const parts = writtenParts(query);
  if (parts.length < 2) return [];
  const operatorsFirst = parts.toSorted((a, b) => Number(!a.operator) - Number(!b.operator));
  const tried = await Promise.all(
    operatorsFirst.slice(0, TRIED_INSTEAD).map(async ({ text: part }) => {
      const less = withoutPart(query, part);
      const { hits, more } = await chat.search(actor, { query: less, limit: PAGE, zone });
      return { part, query: less, count: hits.length, more };
    }),
  );
  return tried.filter(({ count }) => count > 0);
}

/** Whom and where a reader may name: those whom they write with, those found, and where they are. */
function namesOf({ snapshot: { conversations } }: Frame, found: readonly Profile[]): KnownNames {
  const known = [...found, ...conversations.flatMap(peopleBeside)].filter(({ gone }) => !gone);
  return {
    people: [...new Set(known.map(({ name }) => name))].slice(0, MAX_NAMES),
    places: conversations.flatMap(({ kind, name }) => kind === "room" && name ? [name] : [])
      .slice(0, MAX_NAMES),
  };
}

function fieldWords(catalog: typeof SEARCH_CATALOGS["en"]) {
  const { label, do: search, clear, remove, complete } = catalog;
  return { label, do: search, clear, remove, complete };
}
