import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { BOT_MAKERS } from "../../../lib/protocol/administration.ts";
import { BOT_SCOPES } from "../../../lib/protocol/bots.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { readForm, readFormList } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** What is done with bots. */
export function botForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.addBot, async (c) => {
    const actor = actorOf(c);
    const { next, ...form } = await readForm(c, "next", "name", ...BOT_SCOPES);
    const rooms = await readFormList(c, "room");
    const typed = { ...form, room: rooms.join(" ") };
    return await handleForm(c, services, { action: ACTIONS.addBot, typed, next }, async () => {
      const scopes = BOT_SCOPES.filter((scope) => form[scope] === "on");
      const { bot, token } = await administration.addBot(actor, { name: form.name, scopes, rooms });
      return { done: "bot", token: { name: bot.bot.name, text: token } };
    });
  });

  app.post(ACTIONS.botToken, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.botToken, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      const { bot, token } = await administration.renewBotToken(actor, id);
      return { done: "bot", token: { name: bot.bot.name, text: token } };
    });
  });

  app.post(ACTIONS.botRooms, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const rooms = await readFormList(c, "room");
    const posted = { action: ACTIONS.botRooms, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.setBotRooms(actor, id, rooms);
      return { done: "bot-rooms" };
    });
  });

  app.post(ACTIONS.removeBot, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.removeBot, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.removeBot(actor, id);
      return { done: "bot-removed" };
    });
  });

  app.post(ACTIONS.botMakers, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "bots");
    return await handleForm(c, services, { action: ACTIONS.botMakers, typed, next }, async () => {
      const bots = BOT_MAKERS.find((one) => one === typed.bots);
      await administration.changeSettings(actor, { bots });
      return { done: "bot-makers" };
    });
  });

  app.post(ACTIONS.previews, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "previews");
    return await handleForm(c, services, { action: ACTIONS.previews, typed, next }, async () => {
      await administration.changeSettings(actor, { previews: typed.previews === "on" });
      return { done: "previews" };
    });
  });

  return app;
}
