import { Hono } from "hono";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { accountRoutes } from "./account.ts";
import { administrationRoutes } from "./administration/administration.ts";
import { conversationRoutes } from "./conversation.ts";
import { doorRoutes } from "./door.ts";
import { limitForms } from "./form.ts";
import { answerError } from "./refused.tsx";
import { roomsRoutes } from "./rooms.ts";
import type { PageServices } from "./services.ts";
import { settingsRoutes } from "./settings.ts";
import { setupRoutes } from "./setup.ts";

export { answerError, answerNotFound } from "./refused.tsx";
export { pageLocale } from "./reader.ts";
export type { PageServices } from "./services.ts";

/**
 * The pages and the forms on them. Below `arrival`, `securityHeaders`, `session` (with `pageLocale`)
 * and `refuseForeignOrigins`; what they refuse, `answerError` shows as a page.
 */
export function pageRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.onError((error, c) => answerError(c, services, error));
  app.on("POST", "*", limitForms);
  return app
    .route("/", doorRoutes(services))
    .route("/", roomsRoutes(services))
    .route("/", conversationRoutes(services))
    .route("/", settingsRoutes(services))
    .route("/", accountRoutes(services))
    .route("/", setupRoutes(services))
    .route("/", administrationRoutes(services));
}
