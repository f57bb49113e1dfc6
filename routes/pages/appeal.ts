import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../lib/http/environment.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { expulsionError } from "../../lib/chat/identity/admission.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { answerError, errorMessage } from "./error_pages.tsx";
import { readForm } from "./form.ts";
import type { PageServices } from "./services.ts";

/** Where who is kept out says that this was wrong. */
export function appealRoutes(services: PageServices): Hono<HttpEnv> {
  const { administration, identity } = services;
  const app = new Hono<HttpEnv>();

  app.post(PATHS.appeal, async (c) => {
    const actor = actorOf(c);
    const { words } = await readForm(c, "words");
    try {
      await administration.appeal(actor, words);
    } catch (error) {
      const isAbout = error instanceof ChatError && error.refusal.endsWith("-text");
      const isLong = error instanceof ChatError && error.refusal === "text-too-long";
      if (!isAbout && !isLong) throw error;
      const { message: problem } = errorMessage(c, services, error);
      const state = await identity.checkSession(actor);
      const why = state.is === "over" ? state.why : undefined;
      return answerError(c, services, why ? expulsionError(why, services.clock.now()) : error, {
        ...{ typed: words, problem },
      });
    }
    return c.redirect(PATHS.home, 303);
  });

  return app;
}
