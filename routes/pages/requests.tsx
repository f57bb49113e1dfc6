import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { ACCOUNT_CATALOGS } from "../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { en } from "../../lib/i18n/account/en.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { MessageRequest } from "../../lib/protocol/message_requests.ts";
import { RequestsPage, type RequestsPageProps } from "../../lib/ui/pages/requests_page.tsx";
import { SAID_ID } from "../../lib/ui/elements/said.tsx";
import { conversationPath, groupAt, PATHS, requestPath } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { framedWhole } from "./frame.tsx";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

const DONE = ["ignored", "blocked", "reported"] as const;
type Shown = Pick<RequestsPageProps, "open" | "done" | "problem">;

/** What waits for somebody's answer, and their answers; without a script. */
export function requestRoutes(services: PageServices): Hono<HttpEnv> {
  const { administration, chat, sendRate } = services;
  const app = new Hono<HttpEnv>();

  app.get(PATHS.requests, async (c) => {
    const requests = await chat.requests(actorOf(c));
    const done = DONE.find((one) => one === c.req.query("done"));
    const [only] = requests;
    if (only && requests.length === 1 && !done) return c.redirect(requestPath(only.conversation));
    return answerRequests(c, services, requests, { done });
  });

  app.get(`${PATHS.requests}/:conversation`, async (c) => {
    const requests = await chat.requests(actorOf(c));
    const request = requests.find((one) => one.conversation === c.req.param("conversation"));
    if (!request) return c.redirect(PATHS.requests, 303); // answered on another device
    const done = c.req.query("done") === "reported" ? "reported" : undefined;
    return answerRequests(c, services, requests, { ...await opened(c, services, request), done });
  });

  app.post(`${PATHS.requests}/:conversation`, async (c) => {
    const actor = actorOf(c);
    const form = await readForm(c, "do", "words");
    const requests = await chat.requests(actor);
    const request = requests.find((one) => one.conversation === c.req.param("conversation"));
    if (!request) return c.redirect(PATHS.requests, 303);
    const { conversation, by, first: target = 0 } = request;
    try {
      switch (form.do) {
        case "accept": {
          const joined = await chat.join(withinSendRate(sendRate, actor), { conversation });
          return c.redirect(conversationPath(joined), 303);
        }
        case "ignore":
          await chat.decline(withinSendRate(sendRate, actor), conversation);
          return c.redirect(`${PATHS.requests}?done=ignored#${SAID_ID}`, 303);
        case "block":
          await chat.settings(actor, { block: by.id });
          await chat.decline(withinSendRate(sendRate, actor), conversation);
          return c.redirect(`${PATHS.requests}?done=blocked#${SAID_ID}`, 303);
        case "report":
          await administration.reportMessage(withinSendRate(sendRate, actor), {
            conversation,
            target,
            words: form.words,
          });
          return c.redirect(`${requestPath(conversation)}?done=reported#${SAID_ID}`, 303);
        default:
          throw new ChatError("invalid-field", { field: "do" });
      }
    } catch (error) {
      if (error instanceof ChatError && error.refusal === "not-signed-in") throw error;
      const { message, status } = errorMessage(c, services, error);
      const shown = { ...await opened(c, services, request), problem: message };
      return answerRequests(c, services, requests, shown, status);
    }
  });

  return app;
}

/** Where what somebody wrote waits, if it does in the direct conversation, or the group, that is asked for. */
export async function waitingPath(
  c: HttpContext,
  { chat, users }: Pick<PageServices, "chat" | "users">,
  isGroup = false,
): Promise<string | undefined> {
  const requests = await chat.requests(actorOf(c));
  if (requests.length === 0) return undefined;
  const name = c.req.param("name") ?? c.req.query("person") ?? "";
  const other = isGroup ? undefined : await users.byAddress(name);
  const found = requests.find(({ conversation, by, people }) =>
    isGroup ? conversation === groupAt(name) : !people && by.id === other?.id
  );
  return found && requestPath(found.conversation);
}

/** A request with what is known of who wrote. */
async function opened(
  c: HttpContext,
  { chat }: Pick<PageServices, "chat">,
  request: MessageRequest,
): Promise<Pick<Shown, "open">> {
  const actor = actorOf(c);
  const author = await chat.person(actor, request.by.id);
  return { open: { request, author } };
}

async function answerRequests(
  c: HttpContext,
  services: PageServices,
  requests: readonly MessageRequest[],
  shown: Shown,
  status?: ContentfulStatusCode,
): Promise<Response> {
  const reader = readerOf(c, services);
  const { locale } = reader.preferences;
  const community = communityOf(services);
  const words = ACCOUNT_CATALOGS[locale];
  const page = translatorOf<typeof en>(locale, words).t("requests.title");
  const view = await framedWhole(c, services, {
    title: translatorOf(locale, reader.words).t("title.page", { page, ...community }),
    body: (
      <RequestsPage reader={reader} {...community} words={words} requests={requests} {...shown} />
    ),
  });
  return answer(c, services, { ...view, ...(status && { status }) });
}
