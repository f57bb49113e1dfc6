import type { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { personAddress } from "../../lib/protocol/people.ts";
import type { PeoplePageProps } from "../../lib/ui/pages/people_page.tsx";
import { conversationPath, PATHS, peoplePath } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { framed } from "./frame.tsx";
import { peopleView } from "./page_views.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/**
 * Who is in a direct conversation, of two or more, and what is done about it without a script: GET and
 * POST `…/people` (`person`, `all`), POST `…/title` (`title`) and `…/leave`.
 */
export function peopleForms(
  app: Hono<HttpEnv>,
  path: string,
  find: (c: HttpContext) => Promise<ConversationSummary>,
  services: PageServices,
): void {
  const { chat, sendRate } = services;

  app.get(`${path}/people`, async (c) => answerPeople(c, services, await find(c)));

  app.post(`${path}/people`, async (c) => {
    const conversation = await find(c);
    const { person, all } = await readForm(c, "person", "all");
    const actor = withinSendRate(sendRate, actorOf(c));
    try {
      const { id, with: other } = conversation;
      // To two who write, another one makes a group of three: what they wrote stays between them.
      if (other) {
        const group = await chat.openWith(actor, { people: [personAddress(other), person] });
        return c.redirect(conversationPath(group), 303);
      }
      await chat.add(actor, { conversation: id, user: person, all: all === "on" });
      return c.redirect(peoplePath(conversation), 303);
    } catch (error) {
      const { status, message } = errorMessage(c, services, error);
      const failed = { field: "person", typed: person, all: all === "on", message } as const;
      return answerPeople(c, services, conversation, failed, status);
    }
  });

  app.post(`${path}/title`, async (c) => {
    const conversation = await find(c);
    const { title } = await readForm(c, "title");
    try {
      await chat.rename(withinSendRate(sendRate, actorOf(c)), {
        conversation: conversation.id,
        title,
      });
      return c.redirect(peoplePath(conversation), 303);
    } catch (error) {
      const { status, message } = errorMessage(c, services, error);
      const failed = { field: "title", typed: title, message } as const;
      return answerPeople(c, services, conversation, failed, status);
    }
  });

  app.post(`${path}/leave`, async (c) => {
    const { id } = await find(c);
    await chat.leave(withinSendRate(sendRate, actorOf(c)), { conversation: id });
    return c.redirect(PATHS.home, 303);
  });
}

async function answerPeople(
  c: HttpContext,
  services: PageServices,
  conversation: ConversationSummary,
  failed?: PeoplePageProps["failed"],
  status?: ContentfulStatusCode,
): Promise<Response> {
  const reader = { reader: readerOf(c, services), ...communityOf(services) };
  const view = peopleView({ ...reader, me: actorOf(c).user, conversation, failed });
  return answer(c, services, { ...await framed(c, services, view), status });
}
