import type { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { MAX_ID_LENGTH } from "../../lib/http/fields.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { framed } from "./frame.tsx";
import { aboutView } from "./page_views.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** Members that a page shows. */
const MEMBERS = 100;

/** GET `…/about`: what is pinned in a conversation, and of a room who is in it (`after`). */
export function aboutPage(
  app: Hono<HttpEnv>,
  path: string,
  find: (c: HttpContext) => Promise<ConversationSummary>,
  services: PageServices,
): void {
  const { administration, chat } = services;

  app.get(`${path}/about`, async (c) => {
    const actor = actorOf(c);
    const conversation = await find(c);
    const { id } = conversation;
    const after = c.req.query("after")?.slice(0, MAX_ID_LENGTH);
    const [pinned, members, kept] = await Promise.all([
      chat.pins(actor, id),
      conversation.kind === "room"
        ? chat.members(actor, { conversation: id, after, limit: MEMBERS })
        : undefined,
      conversation.kind === "room" ? administration.kept(actor, id) : undefined,
    ]);
    const reader = { reader: readerOf(c, services), ...communityOf(services) };
    const words = ACCOUNT_CATALOGS[reader.reader.preferences.locale];
    const shown = { conversation, pinned, members, kept, words };
    const view = aboutView({ ...reader, me: actor.user, ...shown });
    return answer(c, services, await framed(c, services, view));
  });
}
