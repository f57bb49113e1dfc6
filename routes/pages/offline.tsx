import { Hono } from "hono";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { en } from "../../lib/i18n/offline/en.ts";
import { es } from "../../lib/i18n/offline/es.ts";
import { fr } from "../../lib/i18n/offline/fr.ts";
import { SHELL_PATH } from "../../lib/ui/app_paths.ts";
import { PATHS } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { communityOf } from "./community.ts";
import type { PageServices } from "./services.ts";

/**
 * The page that a service worker keeps: the same for everybody, with nobody's data. The worker asks for
 * it without cookies; whoever is signed in and comes here themselves is led into the chat.
 */
export function offlineRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get(SHELL_PATH, (c) => {
    if (c.var.actor) return c.redirect(PATHS.home, 303);
    return answer(c, services, {
      title: communityOf(services).community,
      islands: ["OfflineApp"],
      sheets: ["late"],
      body: <services.Island name="OfflineApp" props={{ words: { en, es, fr } }} />,
    });
  });
  return app;
}
