import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { ADMINISTRATION_CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { ACTIONS, formKey } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import { preferencesOf } from "../reader.ts";
import type { PageServices } from "../services.ts";
import { answerAdministration, answerFailure, handleForm, pageOf } from "./page.ts";

/** Taking the community along, where the answer is the file; and how long messages are kept. */
export function movingForms(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.retention, async (c) => {
    const actor = actorOf(c);
    const { next, of, ...sent } = await readForm(
      ...[c, "next", "of", "days", "room", "rule", "asked", "sure"] as const,
    );
    const { asked, sure, ...typed } = sent;
    const posted = { action: ACTIONS.retention, about: [of], typed, next };
    const rule = of === "room" ? roomRule(typed) : commonRule(typed.days);
    try {
      const shorter = await services.administration.shortens(actor, rule);
      const about = `${rule.room ?? "*"}: ${shorter}`;
      if (shorter !== undefined && (sure !== "on" || asked !== about)) {
        const message = ADMINISTRATION_CATALOGS[preferencesOf(c).locale]["form.unsure"];
        const again = { ...typed, asked: about, shorter: String(shorter) };
        const failed = {
          form: formKey(ACTIONS.retention, of),
          field: "sure",
          message,
          typed: again,
        };
        return await answerAdministration(c, services, pageOf(next), { failed }, 400);
      }
    } catch (error) {
      return await answerFailure(c, services, posted, error);
    }
    return await handleForm(c, services, posted, async () => {
      await services.administration.setRetention(actor, rule);
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

/** What the form of all rooms asks. */
function commonRule(days: string): { days?: number; room?: string } {
  return days.trim() === "" ? {} : { days: Number(days) };
}

/** What the form of one room asks. A number of days is one where days were chosen: 0 is none. */
function roomRule(typed: Record<"days" | "room" | "rule", string>) {
  const room = typed.room.trim().replace(/^#\s*/, "");
  if (typed.rule === "all") return { room };
  return { room, days: typed.rule === "stay" ? 0 : Number(typed.days) || NaN };
}
