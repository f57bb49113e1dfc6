import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../../lib/http/environment.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import type { Person } from "../../../lib/protocol/events.ts";
import { HOOK_FORMATS, hookAddress, type HookFormat } from "../../../lib/protocol/hooks.ts";
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
    const { next, payload, format: chosen } = await readForm(c, "next", "payload", "format");
    const format = formatOf(chosen);
    // Whoever pastes an object means JSON, though it may be broken.
    const sent = { body: payload, type: /^\s*\{/.test(payload) ? "application/json" : "" };
    const read = await services.hooks.read(sent, format).catch((error) => {
      return { unshown: [], problem: errorMessage(c, services, error).message };
    });
    const tried = { payload, format, ...read };
    return await answerAdministration(c, services, pageOf(next), { tried });
  });

  return app;
}

/** Slack's, unless the other was chosen. */
function formatOf(chosen: string): HookFormat {
  return HOOK_FORMATS.find((one) => one === chosen) ?? "slack";
}

function addressOf(c: HttpContext, { id, name }: Person, secret: string) {
  return { name, text: hookAddress(c.var.origin, id, secret), address: true };
}
