import { Hono } from "hono";
import { readDeliveryId } from "../../../lib/chat/bots/outgoing.ts";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { OUTGOING_EVENTS } from "../../../lib/protocol/outgoing.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { readForm, readFormList } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** Outgoing hooks: what they call, and what they were told. */
export function outgoingForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.addOutgoing, async (c) => {
    const actor = actorOf(c);
    const { next, ...form } = await readForm(c, "next", "name", "url", "keywords");
    const [rooms, events] = [await readFormList(c, "room"), await readFormList(c, "event")];
    const typed = { ...form, room: rooms.join(" "), event: events.join(" ") };
    return await handleForm(c, services, { action: ACTIONS.addOutgoing, typed, next }, async () => {
      const { bot: { bot }, secret } = await administration.addOutgoing(actor, {
        name: form.name,
        rooms,
        origin: c.var.origin,
        ...wishOf(form, events),
      });
      return { done: "outgoing-secret", token: { name: bot.name, text: secret, secret: true } };
    });
  });

  app.post(ACTIONS.changeOutgoing, async (c) => {
    const actor = actorOf(c);
    const { next, id, on, ...form } = await readForm(c, "next", "id", "on", "url", "keywords");
    const events = await readFormList(c, "event");
    const typed = { ...form, event: events.join(" ") };
    const posted = { action: ACTIONS.changeOutgoing, about: [id], typed, next };
    return await handleForm(c, services, posted, async () => {
      const change = on === "" ? wishOf(form, events) : { on: on === "on" };
      await administration.changeOutgoing(actor, id, change);
      return { done: "outgoing" };
    });
  });

  app.post(ACTIONS.outgoingSecret, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.outgoingSecret, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      const { bot: { bot }, secret } = await administration.renewOutgoingSecret(actor, id);
      return { done: "outgoing-secret", token: { name: bot.name, text: secret, secret: true } };
    });
  });

  app.post(ACTIONS.sendAgain, async (c) => {
    const actor = actorOf(c);
    const { next, id, delivery } = await readForm(c, "next", "id", "delivery");
    const posted = { action: ACTIONS.sendAgain, about: [id, delivery], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.sendAgain(actor, id, readDeliveryId(delivery));
      return { done: "outgoing-again" };
    });
  });

  return app;
}

function wishOf({ url, keywords }: { url: string; keywords: string }, events: readonly string[]) {
  return {
    url,
    events: OUTGOING_EVENTS.filter((one) => events.includes(one)),
    keywords: keywords.split(/[,;\n]/),
  };
}
