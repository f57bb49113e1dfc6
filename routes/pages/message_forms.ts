import type { Hono } from "hono";
import type { Actor } from "../../lib/chat/chat.ts";
import { actorOf, type HttpContext, type HttpEnv } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { messagePath } from "../../lib/ui/paths.ts";
import { readForm } from "./form.ts";
import { answerForm, standing } from "./plain_forms.tsx";
import { readPosition, SEQ } from "./read_position.ts";
import type { PageServices } from "./services.ts";

type Find = (c: HttpContext) => Promise<ConversationSummary>;

/**
 * What is done with a message without a script, below the path of its conversation: POST `…/reactions`
 * (`on` or `off`: an emoji), `…/pin` (`on` = “on”, or nothing), `…/preview` (`url`: the preview that goes), `…/bookmark` (the same, and `note`), `…/forward`
 * (`to`: a room or a person) and `…/unread` (`thread`: its root, where it is
 * read in its thread). Each leads back to it; what was typed is asked again where it is refused.
 */
export function messageForms(
  app: Hono<HttpEnv>,
  path: string,
  find: Find,
  services: PageServices,
): void {
  const { chat, sendRate } = services;
  typedForms(app, path, find, services);

  async function target(c: HttpContext) {
    const conversation = await find(c);
    const seq = Number(c.req.param("seq"));
    const back = () => c.redirect(messagePath(conversation, seq), 303);
    return { place: { conversation: conversation.id, target: seq }, back };
  }

  app.post(`${path}/${SEQ}/reactions`, async (c) => {
    const { place, back } = await target(c);
    const { on, off } = await readForm(c, "on", "off");
    const reaction = { ...place, emoji: on || off, on: on !== "" };
    await chat.react(withinSendRate(sendRate, actorOf(c)), reaction);
    return back();
  });

  app.post(`${path}/${SEQ}/pin`, async (c) => {
    const { place, back } = await target(c);
    const { on } = await readForm(c, "on");
    await chat.pin(withinSendRate(sendRate, actorOf(c)), { ...place, on: on === "on" });
    return back();
  });

  app.post(`${path}/${SEQ}/preview`, async (c) => {
    const { place, back } = await target(c);
    const { url } = await readForm(c, "url");
    await chat.removePreview(withinSendRate(sendRate, actorOf(c)), { ...place, url });
    return back();
  });

  app.post(`${path}/${SEQ}/unread`, async (c) => {
    const { place: { conversation, target: seq }, back } = await target(c);
    const thread = readPosition((await readForm(c, "thread")).thread);
    if (thread > 0) await chat.unreadThread(actorOf(c), { conversation, thread, seq });
    else await chat.unread(actorOf(c), { conversation, seq });
    return back();
  });
}

/** Those with something that is typed: it is asked again, with the reason, where that is refused. */
function typedForms(app: Hono<HttpEnv>, path: string, find: Find, services: PageServices): void {
  const { chat, random, sendRate } = services;

  async function target(c: HttpContext) {
    const conversation = await find(c);
    const seq = Number(c.req.param("seq"));
    const back = () => c.redirect(messagePath(conversation, seq), 303);
    const again = async (
      typed: { is: "forward"; to: string } | { is: "bookmark"; note: string },
      error: unknown,
    ) => {
      const { text } = await standing(c, services, conversation);
      return answerForm(c, services, conversation, { ...typed, text }, error);
    };
    return { place: { conversation: conversation.id, target: seq }, back, again };
  }

  app.post(`${path}/${SEQ}/bookmark`, async (c) => {
    const { place, back, again } = await target(c);
    const { on, note } = await readForm(c, "on", "note");
    const asked = { ...place, on: on === "on", note };
    try {
      await chat.bookmark(withinSendRate(sendRate, actorOf(c)), asked);
    } catch (error) {
      return await again({ is: "bookmark", note }, error);
    }
    return back();
  });

  app.post(`${path}/${SEQ}/forward`, async (c) => {
    const { place, again } = await target(c);
    const { to } = await readForm(c, "to");
    try {
      const actor = withinSendRate(sendRate, actorOf(c));
      // A room, if there is one of this name; else a person.
      const into = to.trim().startsWith("@") ? undefined : await roomNamed(chat, actor, to);
      const where = into ? { into: into.id } : { to: to.trim().replace(/^@/, "") };
      const placed = await chat.forward(actor, { ...place, ...where, id: random.uuid() });
      const summary = await chat.summary(actor, { conversation: placed.conversation });
      return c.redirect(messagePath(summary, placed.seq), 303);
    } catch (error) {
      return await again({ is: "forward", to }, error);
    }
  });
}

/** A room, or a group, that somebody is in, by its name or title, or its id. */
export async function roomNamed(chat: PageServices["chat"], actor: Actor, written: string) {
  const room = written.trim().replace(/^#\s*/, "");
  return (await chat.sync(actor)).conversations.find(({ id, name, title }) =>
    id === room || name === room || title === room
  );
}
