import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../../lib/http/environment.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import type { Person } from "../../../lib/protocol/events.ts";
import { HOOK_FORMATS, hookAddress, type HookFormat } from "../../../lib/protocol/hooks.ts";
import type { Payload } from "../../../lib/integrations/incoming/payload.ts";
import type { Actor } from "../../../lib/chat/chat.ts";
import { roomPath } from "../../../lib/ui/paths.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { errorMessage } from "../error_pages.tsx";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { answerAdministration, handleForm, pageOf } from "./page.ts";

/** Incoming hooks: their addresses, and a place to try what a service sends. */
export function hookForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.addHook, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "name", "room", "format");
    return await handleForm(c, services, { action: ACTIONS.addHook, typed, next }, async () => {
      const wish = { name: typed.name, room: typed.room, format: formatOf(typed.format) };
      const { bot, secret } = await administration.addHook(actor, wish);
      return { done: "hook", token: addressOf(c, bot.bot, secret) };
    });
  });

  app.post(ACTIONS.hookAddress, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.hookAddress, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      const { bot, secret } = await administration.renewHookSecret(actor, id);
      return { done: "hook", token: addressOf(c, bot.bot, secret) };
    });
  });

  app.post(ACTIONS.tryHook, async (c) => {
    if (!await administration.mayAddBots(actorOf(c))) throw new ChatError("not-allowed");
    const { next, payload, post, hook, ...form } = await readForm(
      ...[c, "next", "payload", "format", "post", "hook"] as const,
    );
    const format = formatOf(form.format);
    const sent = { body: payload, type: typeOf(payload) };
    const failed = (error: unknown) => {
      const { message: problem, status } = errorMessage(c, services, error);
      return { shown: { unshown: [], problem }, status };
    };
    const read = await services.hooks.read(sent, format)
      .then((shown) => ({ shown }), (error) => ({ shown: failed(error).shown }));
    const posted = post === "on" && !("problem" in read.shown)
      ? await postAs(services, actorOf(c), hook, sent)
        .then((shown) => ({ shown, status: undefined }), failed)
      : undefined;
    const tried = { payload, format, hook, ...read.shown, ...posted?.shown };
    return await answerAdministration(c, services, pageOf(next), { tried }, posted?.status);
  });

  return app;
}

/** Posts as a hook that the actor looks after; gives the address of the message. */
async function postAs(
  { administration, hooks }: PageServices,
  actor: Actor,
  id: string,
  payload: Payload,
): Promise<{ posted: string }> {
  const { rooms: [room] } = await administration.hookToTry(actor, id);
  const { seq } = await hooks.postAs(id, { payload });
  return { posted: `${roomPath(room?.name ?? "")}/${seq}` };
}

/** Whoever pastes an object means JSON, though it may be broken; `payload=…` is a form. */
function typeOf(payload: string): string {
  if (/^\s*\{/.test(payload)) return "application/json";
  return /^payload(?:_json)?=/.test(payload) ? "application/x-www-form-urlencoded" : "";
}

/** Slack's, unless the other was chosen. */
function formatOf(chosen: string): HookFormat {
  return HOOK_FORMATS.find((one) => one === chosen) ?? "slack";
}

function addressOf(c: HttpContext, { id, name }: Person, secret: string) {
  return { name, text: hookAddress(c.var.origin, id, secret), address: true };
}
