import type { Hono } from "hono";
import * as v from "valibot";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { sharedFilesRequest } from "../../lib/protocol/requests/file_list.ts";
import { filesPath } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { framed } from "./frame.tsx";
import { filesView } from "./page_views.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** GET `…/files`: what was shared in a conversation (`kind`, `before`). */
export function sharedFilesPage(
  app: Hono<HttpEnv>,
  path: string,
  find: (c: HttpContext) => Promise<ConversationSummary>,
  services: PageServices,
): void {
  app.get(`${path}/files`, async (c) => {
    const conversation = await find(c);
    const asked = v.safeParse(sharedFilesRequest, c.req.query());
    if (!asked.success) return c.redirect(filesPath(conversation), 303);
    const { kind, before, limit } = asked.output;
    const request = { conversation: conversation.id, kind, before, limit };
    const page = await services.chat.sharedFiles(actorOf(c), request);
    const reader = { reader: readerOf(c, services), ...communityOf(services) };
    const view = filesView({ ...reader, conversation, kind, page });
    return answer(c, services, await framed(c, services, view));
  });
}
