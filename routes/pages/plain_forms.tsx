// What is done on pages of its own where there is no script: edits, what is put off, vanishing.
import type { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ConversationSummary, MessageEvent } from "../../lib/protocol/events.ts";
import { momentOfField, offeredTimes } from "../../lib/ui/later_times.ts";
import {
  type PlainForm,
  PlainFormPage,
  plainFormTitle,
} from "../../lib/ui/pages/plain_form_page.tsx";
import { conversationPath, inboxPath, messagePath } from "../../lib/ui/paths.ts";
import { readingOf } from "../../lib/ui/reading.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import { errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import { SEQ } from "./read_position.ts";
import { readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

type Find = (c: HttpContext) => Promise<ConversationSummary>;

/**
 * GET and POST, below the path of a conversation: `…/:seq/edit` (`text`, `version`), `…/later` (`text`,
 * `at`, `id`, `do` = “send” or “remind”; “ask” shows the form, with the text), `…/:seq/later` (a reminder of that message), `…/:seq/delete` and `…/vanish`
 * (`after`, in milliseconds; nothing: messages stay). What is refused is asked again, as it was typed.
 */
export function plainForms(
  app: Hono<HttpEnv>,
  path: string,
  find: Find,
  services: PageServices,
): void {
  editForm(app, path, find, services);
  deleteForm(app, path, find, services);
  laterForms(app, path, find, services);
  vanishForm(app, path, find, services);
}

function editForm(app: Hono<HttpEnv>, path: string, find: Find, services: PageServices): void {
  const { chat, sendRate } = services;

  /** A message of one's own. Throws `unknown-message`. */
  async function own(c: HttpContext, conversation: ConversationSummary): Promise<MessageEvent> {
    const event = await standing(c, services, conversation);
    if (event.by !== actorOf(c).user.id) throw new ChatError("unknown-message");
    return event;
  }

  app.get(`${path}/${SEQ}/edit`, async (c) => {
    const conversation = await find(c);
    const { text, version = 0 } = await own(c, conversation);
    return answerForm(c, services, conversation, { is: "edit", text, version });
  });

  app.post(`${path}/${SEQ}/edit`, async (c) => {
    const conversation = await find(c);
    const form = await readForm(c, "text", "version");
    const target = Number(c.req.param("seq"));
    const change = { conversation: conversation.id, target, text: form.text };
    try {
      const actor = withinSendRate(sendRate, actorOf(c));
      await chat.edit(actor, { ...change, version: Number(form.version) || 0 });
    } catch (error) {
      const { text: now, version = 0 } = await own(c, conversation);
      const overtaken = error instanceof ChatError && error.refusal === "edited-meanwhile";
      const again = { is: "edit", text: form.text, version, ...(overtaken && { now }) } as const;
      return answerForm(c, services, conversation, again, error);
    }
    return c.redirect(messagePath(conversation, target), 303);
  });
}

/** Of one's own, and of others' in a room by who keeps order there: the same rule as with a script. */
function deleteForm(app: Hono<HttpEnv>, path: string, find: Find, services: PageServices): void {
  const { chat, sendRate } = services;
  app.get(`${path}/${SEQ}/delete`, async (c) => {
    const conversation = await find(c);
    const { text } = await standing(c, services, conversation);
    return answerForm(c, services, conversation, { is: "delete", text });
  });

  app.post(`${path}/${SEQ}/delete`, async (c) => {
    const conversation = await find(c);
    const target = Number(c.req.param("seq"));
    const actor = withinSendRate(sendRate, actorOf(c));
    await chat.delete(actor, { conversation: conversation.id, target });
    return c.redirect(messagePath(conversation, target), 303);
  });
}

/** The message that an address names, if it was not deleted. Throws `unknown-message`. */
export async function standing(
  c: HttpContext,
  { chat }: PageServices,
  { id }: ConversationSummary,
): Promise<MessageEvent> {
  const asked = { conversation: id, after: Number(c.req.param("seq")) - 1, limit: 1 };
  const [event] = (await chat.history(actorOf(c), asked)).events;
  if (event?.kind !== "message" || event.deletedAt !== undefined) {
    throw new ChatError("unknown-message");
  }
  return event;
}

function laterForms(app: Hono<HttpEnv>, path: string, find: Find, services: PageServices): void {
  const { chat, clock, random, sendRate } = services;
  const timeZoneOf = (c: HttpContext) => readerOf(c, services).preferences.timeZone;

  function ask(c: HttpContext, conversation: ConversationSummary, text: string): Response {
    const now = { now: clock.now(), timeZone: timeZoneOf(c) };
    const first = offeredTimes(now).find(({ label }) => label === "later.tomorrow");
    const message = c.req.param("seq") !== undefined;
    const form = { is: "later", text, at: first?.at ?? now.now, message } as const;
    return answerForm(c, services, conversation, { ...form, id: random.uuid() });
  }

  for (const at of [`${path}/later`, `${path}/${SEQ}/later`]) {
    app.get(at, async (c) => ask(c, await find(c), ""));

    app.post(at, async (c) => {
      const conversation = await find(c);
      const form = await readForm(c, "text", "at", "id", "do");
      if (form.do === "ask") return ask(c, conversation, form.text);
      const seq = c.req.param("seq");
      const moment = momentOfField(form.at, timeZoneOf(c)) ?? 0; // which is past: it says so
      const actor = withinSendRate(sendRate, actorOf(c));
      const { id } = conversation;
      const asked = { id: form.id, at: moment };
      try {
        if (seq !== undefined) {
          await chat.remind(actor, { ...asked, conversation: id, target: Number(seq) });
        } else if (form.do === "remind") await chat.remind(actor, { ...asked, note: form.text });
        else await chat.schedule(actor, { ...asked, conversation: id, text: form.text });
      } catch (error) {
        const again = { text: form.text, at: moment || clock.now(), id: form.id };
        const shown = { is: "later", ...again, message: seq !== undefined } as const;
        return answerForm(c, services, conversation, shown, error);
      }
      return c.redirect(inboxPath("later"), 303); // where it can be taken back, and sent now
    });
  }
}

function vanishForm(app: Hono<HttpEnv>, path: string, find: Find, services: PageServices): void {
  const { chat, sendRate } = services;
  app.get(
    `${path}/vanish`,
    async (c) => answerForm(c, services, await find(c), { is: "vanish" }),
  );
  app.post(`${path}/vanish`, async (c) => {
    const conversation = await find(c);
    const afterMs = Number((await readForm(c, "after")).after) || undefined;
    const actor = withinSendRate(sendRate, actorOf(c));
    try {
      await chat.vanish(actor, { conversation: conversation.id, afterMs });
    } catch (error) {
      return answerForm(c, services, conversation, { is: "vanish" }, error);
    }
    return c.redirect(conversationPath(conversation), 303);
  });
}

/** The page of a form; again, with what is wrong, where it was refused, or a `problem` that has words. */
export function answerForm(
  c: HttpContext,
  services: PageServices,
  conversation: ConversationSummary,
  form: PlainForm,
  error?: unknown,
  problem?: string,
): Response {
  const reading = { reader: readerOf(c, services), ...communityOf(services) };
  const refused = error === undefined ? undefined : errorMessage(c, services, error);
  const { words } = readingOf(reading.reader);
  const page = words.t(plainFormTitle(form));
  return answer(c, services, {
    title: words.t("title.page", { page, community: reading.community }),
    status: refused?.status ?? (problem === undefined ? 200 : 400),
    body: (
      <PlainFormPage
        {...reading}
        conversation={conversation}
        form={form}
        problem={problem ?? refused?.message}
      />
    ),
  });
}
