import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../../lib/http/environment.ts";
import { ADMINISTRATION_CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { REGISTRATIONS } from "../../../lib/protocol/administration.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { DO, formKey } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import { preferencesOf } from "../reader.ts";
import type { PageServices } from "../services.ts";
import { answerAdministration, carryOut, pageOf } from "./answer.ts";

/** What concerns everyone: notices, the end, the door and its invitations. */
export function communityActs(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(DO.say, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "text");
    return await carryOut(c, services, { action: DO.say, typed, next }, async () => {
      await administration.say(actor, { text: typed.text });
      return { done: "say" };
    });
  });

  app.post(DO.shutdown, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "in", "words", "sure");
    if (typed.sure !== "on" && may(actor.user.role, "shut down")) {
      return await askAgain(c, services, next, typed);
    }
    return await carryOut(c, services, { action: DO.shutdown, typed, next }, async () => {
      await administration.planShutdown(actor, { in: typed.in, text: typed.words });
      return { done: "shutdown" };
    });
  });

  app.post(DO.cancelShutdown, async (c) => {
    const actor = actorOf(c);
    const { next } = await readForm(c, "next");
    const posted = { action: DO.cancelShutdown, typed: {}, next };
    return await carryOut(c, services, posted, async () => {
      await administration.cancelShutdown(actor);
      return { done: "cancel" };
    });
  });

  app.post(DO.door, async (c) => {
    const actor = actorOf(c);
    const { next, guests, registration } = await readForm(c, "next", "guests", "registration");
    return await carryOut(c, services, { action: DO.door, typed: {}, next }, async () => {
      await administration.changeSettings(actor, {
        guests: guests === "on",
        registration: REGISTRATIONS.find((one) => one === registration),
      });
      return { done: "door" };
    });
  });

  app.post(DO.invite, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "uses", "duration");
    return await carryOut(c, services, { action: DO.invite, typed, next }, async () => {
      const wish = { uses: Number(typed.uses), duration: typed.duration };
      await administration.makeInvitation(actor, wish);
      return { done: "invite" };
    });
  });

  app.post(DO.revoke, async (c) => {
    const actor = actorOf(c);
    const { next, code } = await readForm(c, "next", "code");
    const posted = { action: DO.revoke, about: [code], typed: {}, next };
    return await carryOut(c, services, posted, async () => {
      await administration.revokeInvitation(actor, code);
      return { done: "revoke" };
    });
  });

  return app;
}

/** A shutdown without a clear yes is asked about once more. */
async function askAgain(
  c: HttpContext,
  services: PageServices,
  next: string,
  typed: Record<string, string>,
): Promise<Response> {
  const message = ADMINISTRATION_CATALOGS[preferencesOf(c).locale]["shutdown.unsure"];
  const failed = { form: formKey(DO.shutdown), field: "sure", message, typed };
  return await answerAdministration(c, services, pageOf(next), { failed }, 400);
}
