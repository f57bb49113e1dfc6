import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { NEWCOMER_RULES } from "../../../lib/protocol/administration.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** What keeps order before somebody has to: what newcomers may do. */
export function safetyForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.newcomers, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(
      c,
      ...["next", "newcomerDays", "newcomerMessages", "newcomerSlowSeconds"] as const,
      ...["newcomerLinks", "newcomerFiles"] as const,
    );
    return await handleForm(c, services, { action: ACTIONS.newcomers, typed, next }, async () => {
      const rule = (written: string) => NEWCOMER_RULES.find((one) => one === written);
      await administration.changeSettings(actor, {
        newcomerDays: numberIn(typed.newcomerDays),
        newcomerMessages: numberIn(typed.newcomerMessages),
        newcomerSlowSeconds: numberIn(typed.newcomerSlowSeconds),
        newcomerLinks: rule(typed.newcomerLinks),
        newcomerFiles: rule(typed.newcomerFiles),
      });
      return { done: "door" };
    });
  });

  app.post(ACTIONS.raid, async (c) => {
    const actor = actorOf(c);
    const { next, on } = await readForm(c, "next", "on");
    return await handleForm(c, services, { action: ACTIONS.raid, typed: {}, next }, async () => {
      if (on === "on") await administration.beginRaid(actor);
      else await administration.endRaid(actor);
      return { done: on === "on" ? "raid" : "raid-ended" };
    });
  });

  app.post(ACTIONS.heldWords, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(c, "next", "words");
    return await handleForm(c, services, { action: ACTIONS.heldWords, typed, next }, async () => {
      await administration.changeHeldWords(actor, typed.words.split("\n"));
      return { done: "door" };
    });
  });

  addReviewForms(app, services);
  return app;
}

/** What is decided of what waits. */
function addReviewForms(app: Hono<HttpEnv>, services: PageServices): void {
  const { administration } = services;

  app.post(ACTIONS.appeal, async (c) => {
    const actor = actorOf(c);
    const { next, id, ...typed } = await readForm(c, "next", "id", "do", "words");
    const posted = { action: ACTIONS.appeal, about: [id], typed, next };
    return await handleForm(c, services, posted, async () => {
      const answer = { lift: typed.do === "lift", words: typed.words };
      await administration.answerAppeal(actor, id, answer);
      return { done: "appeal" };
    });
  });

  app.post(ACTIONS.proof, async (c) => {
    const actor = actorOf(c);
    const { next, proof } = await readForm(c, "next", "proof");
    return await handleForm(c, services, { action: ACTIONS.proof, typed: {}, next }, async () => {
      await administration.changeSettings(actor, { proof: proof === "on" });
      return { done: "door" };
    });
  });

  app.post(ACTIONS.held, async (c) => {
    const actor = actorOf(c);
    const { next, id, author, ...typed } = await readForm(
      c,
      ...["next", "id", "author", "do", "words"] as const,
    );
    const posted = { action: ACTIONS.held, about: [id], typed, next };
    return await handleForm(c, services, posted, async () => {
      if (typed.do === "refuse") {
        await administration.refuseMessage(actor, id, typed.words);
        return { done: "held-refused" };
      }
      if (typed.do === "vouch") await administration.vouchFor(actor, { id: author });
      await administration.letThrough(actor, id);
      return { done: "held-approved" };
    });
  });
}

/** What somebody typed as a number; none where they typed nothing. */
function numberIn(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}
