import { Hono } from "hono";
import { PROFILE_LIMITS } from "../../../lib/protocol/community.ts";
import { readStatusEnd } from "../../../lib/protocol/status_ends.ts";
import { actorOf, type HttpEnv } from "../../../lib/http/environment.ts";
import { ACTIONS, ADMIN } from "../../../lib/ui/administration/paths.ts";
import { takesPictures } from "../picture_form.ts";
import { readForm } from "../form.ts";
import type { PageServices } from "../services.ts";
import { handleForm } from "./page.ts";

/** What the community says of itself, and what its founder has still to do. */
export function profileForms(services: PageServices): Hono<HttpEnv> {
  const { administration } = services;
  const app = new Hono<HttpEnv>();

  app.post(ACTIONS.community, async (c) => {
    const actor = actorOf(c);
    const { next, ...typed } = await readForm(
      c,
      ...["next", "name", "icon", "welcome", "rules", "accent", "terms", "firstRoom"] as const,
      ...["acceptRules", "asksAgain"] as const,
    );
    return await handleForm(c, services, { action: ACTIONS.community, typed, next }, async () => {
      await administration.changeProfile(actor, {
        ...typed,
        rules: typed.rules.split("\n"),
        acceptRules: typed.acceptRules === "on",
        asksAgain: typed.asksAgain === "on",
      });
      return { done: "community" };
    });
  });

  app.post(ACTIONS.presets, async (c) => {
    const actor = actorOf(c);
    const rows = Array.from({ length: PROFILE_LIMITS.presets }, (_, at) => at);
    const names = rows.flatMap((at) => [`status${at}`, `until${at}`]);
    const { next = "", ...typed } = await readForm(c, "next", ...names);
    return await handleForm(c, services, { action: ACTIONS.presets, typed, next }, async () => {
      const presets = rows.map((at) => ({
        status: typed[`status${at}`] ?? "",
        until: readStatusEnd(typed[`until${at}`]),
      }));
      await administration.changeProfile(actor, { presets });
      return { done: "community" };
    });
  });

  const takePicture = takesPictures(services);
  app.post(ACTIONS.picture, async (c) => {
    const actor = actorOf(c);
    const posted = { action: ACTIONS.picture, typed: {}, next: ADMIN.community };
    return await handleForm(c, services, posted, async () => {
      await takePicture(c, (file) => administration.changeIcon(actor, file));
      return { done: "community" };
    });
  });

  app.post(ACTIONS.hideChecklist, async (c) => {
    const actor = actorOf(c);
    const { next } = await readForm(c, "next");
    const posted = { action: ACTIONS.hideChecklist, typed: {}, next };
    return await handleForm(c, services, posted, async () => {
      await administration.hideChecklist(actor);
      return { done: "door" };
    });
  });

  return app;
}
