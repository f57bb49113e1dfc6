import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** Slash commands of bots. */
export function commandForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.addCommand, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "name", "usage", "about", "url", "bot");
    return await handleForm(c, services, { action: ACTIONS.addCommand, typed, next }, async () => {
      const wish = { ...typed, origin: c.var.origin };
      const { command, secret } = await administration.addCommand(actor, wish);
      return { done: "outgoing-secret", token: tokenOf(command.name, secret) };
    });
  });

  app.post(ACTIONS.commandSecret, async (c) => {
    const actor = actorOf(c);
    const { next, name } = await readForm(c, "next", "name");
    const posted = { action: ACTIONS.commandSecret, about: [name], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      const { secret } = await administration.renewCommandSecret(actor, name);
      return { done: "outgoing-secret", token: tokenOf(name, secret) };
    });
  });

  app.post(ACTIONS.removeCommand, async (c) => {
    const actor = actorOf(c);
    const { next, name } = await readForm(c, "next", "name");
    const posted = { action: ACTIONS.removeCommand, about: [name], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.removeCommand(actor, name);
      return { done: "command-removed" };
    });
  });

  return app;
}

function tokenOf(name: string, text: string) {
  return { name: `/${name}`, text, secret: true };
}
