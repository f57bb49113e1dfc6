import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import { preferencesOf } from "../reader.ts";
import type { PageServices } from "../services.ts";
import { answerFailure } from "./page.ts";

/** Taking the community along: the answer is the file. */
export function movingForms(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

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
