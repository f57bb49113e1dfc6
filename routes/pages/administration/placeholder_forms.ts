import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { proofOf } from "../../../lib/http/proof.ts";
import { ACTIONS } from "../../../lib/ui/administration/paths.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** Who a name without an account is: said, given, or forgotten. */
export function placeholderForms(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { imports: { placeholders } } = services;

  app.post(ACTIONS.placeholderLook, async (c) => {
    const actor = actorOf(c);
    const { next, id, user } = await readForm(c, "next", "id", "user");
    const posted = { action: ACTIONS.placeholderLook, about: [id, user], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await placeholders.look(actor, id, { user });
      return { done: "placeholder-said" };
    });
  });

  app.post(ACTIONS.placeholderMerge, async (c) => {
    const actor = actorOf(c);
    const { next, id, user, at, ...given } = await readForm(
      ...[c, "next", "id", "user", "at", "password", "signed"] as const,
    );
    const typed = { password: "" };
    const posted = { action: ACTIONS.placeholderMerge, about: [id], typed, next };
    return await handleForm(c, services, posted, async () => {
      await placeholders.merge(actor, id, { user, at: Number(at) }, proofOf(c, given));
      return { done: "placeholder-given" };
    });
  });

  app.post(ACTIONS.placeholderForget, async (c) => {
    const actor = actorOf(c);
    const { next, id } = await readForm(c, "next", "id");
    const posted = { action: ACTIONS.placeholderForget, about: [id], typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await placeholders.forget(actor, id);
      return { done: "placeholder-forgotten" };
    });
  });

  return app;
}
