import { Hono } from "hono";
import { actorOf, type HttpContext, type HttpEnv } from "../../../lib/http/environment.ts";
import { ADMINISTRATION_CATALOGS } from "../../../lib/i18n/catalogs.ts";
import { REGISTRATIONS } from "../../../lib/protocol/administration.ts";
import { REQUEST_RULES } from "../../../lib/protocol/message_requests.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { ACTIONS, formKey } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import { preferencesOf } from "../reader.ts";
import type { PageServices } from "../services.ts";
import { answerAdministration, handleForm, pageOf } from "./page.ts";

/** What concerns everyone: notices, the end, the door and its invitations. */
export function communityForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.say, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "text");
    return await handleForm(c, services, { action: ACTIONS.say, typed, next }, async () => {
      await administration.sendNotice(actor, { text: typed.text });
      return { done: "say" };
    });
  });

  app.post(ACTIONS.shutdown, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "in", "then", "words", "sure");
    if (typed.sure !== "on" && may(actor.user.role, "shut down")) {
      return await askForConfirmation(c, services, next, typed);
    }
    return await handleForm(c, services, { action: ACTIONS.shutdown, typed, next }, async () => {
      const then = typed.then === "restart" ? "restart" : "shutdown";
      await administration.planShutdown(actor, { in: typed.in, text: typed.words, then });
      return { done: "shutdown" };
    });
  });

  app.post(ACTIONS.cancelShutdown, async (c) => {
    const actor = actorOf(c);
    const { next } = await readForm(c, "next");
    const posted = { action: ACTIONS.cancelShutdown, typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.cancelShutdown(actor);
      return { done: "cancel" };
    });
  });

  doorForm(app, services);

  app.post(ACTIONS.invite, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "uses", "duration");
    return await handleForm(c, services, { action: ACTIONS.invite, typed, next }, async () => {
      const wish = { uses: Number(typed.uses), duration: typed.duration };
      await administration.makeInvitation(actor, wish);
      return { done: "invite" };
    });
  });

  app.post(ACTIONS.revoke, async (c) => {
    const actor = actorOf(c);
    const { next, code } = await readForm(c, "next", "code");
    const posted = { action: ACTIONS.revoke, about: [code], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.revokeInvitation(actor, code);
      return { done: "revoke" };
    });
  });

  return app;
}

/** A shutdown without a clear yes is asked about once more. */
async function askForConfirmation(
  c: HttpContext,
  services: PageServices,
  next: string,
  typed: Record<string, string>,
): Promise<Response> {
  const message = ADMINISTRATION_CATALOGS[preferencesOf(c).locale]["form.unsure"];
  const failed = { form: formKey(ACTIONS.shutdown), field: "sure", message, typed };
  return await answerAdministration(c, services, pageOf(next), { failed }, 400);
}

/** Who may come in, and who is heard at once. */
function doorForm(app: Hono<HttpEnv>, services: PageServices): void {
  const { administration } = services;
  app.post(ACTIONS.door, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(
      c,
      ...[
        "next",
        "guests",
        "registration",
        "guestsPerAddress",
        "requests",
        "secondFactor",
      ] as const,
    );
    const { guests, registration, guestsPerAddress } = typed;
    return await handleForm(c, services, { action: ACTIONS.door, typed, next }, async () => {
      await administration.changeSettings(actor, {
        guests: guests === "on",
        secondFactor: typed.secondFactor === "on",
        registration: REGISTRATIONS.find((one) => one === registration),
        requests: REQUEST_RULES.find((one) => one === typed.requests),
        guestsPerAddress: guestsPerAddress === "" ? undefined : Number(guestsPerAddress),
      });
      return { done: "door" };
    });
  });
}
