import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import { preferencesOf } from "../reader.ts";
import type { PageServices } from "../services.ts";
import { answerFailure, handleForm } from "./page.ts";

/** Taking the community along, where the answer is the file; and how long messages are kept. */
export function movingForms(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.retention, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "days", "room");
    return await handleForm(c, services, { action: ACTIONS.retention, typed, next }, async () => {
      const room = typed.room.trim().replace(/^#/, "").toLowerCase();
      await services.administration.setRetention(actor, {
        ...(typed.days.trim() !== "" && { days: Number(typed.days) }),
        ...(room !== "" && { room }),
      });
      return { done: "retention" };
    });
  });

  app.post(ACTIONS.exportAll, async (c) => {
    const actor = actorOf(c);
    const { next, form } = await readForm(c, "next", "form");
    try {
      const { locale } = preferencesOf(c);
      const { stream, name, type } = await services.exports.take(actor, form, locale);
      c.header("content-disposition", `attachment; filename="${name}"`);
      c.header("content-type", type);
      c.header("cache-control", "no-store");
      return c.body(stream as ReadableStream<Uint8Array<ArrayBuffer>>);
    } catch (error) {
      const posted = { action: ACTIONS.exportAll, typed: { form }, next };
      return await answerFailure(c, services, posted, error);
    }
  });

  return app;
}
