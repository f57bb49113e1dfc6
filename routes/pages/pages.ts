import { Hono, type MiddlewareHandler } from "hono";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { requireScope } from "../../lib/http/operation.ts";
import { accountRoutes } from "./account.ts";
import { administrationRoutes } from "./administration/administration.ts";
import { takesFile } from "./attach_form.ts";
import { deviceRoutes } from "./device.tsx";
import { appealRoutes } from "./appeal.tsx";
import { blockedRoutes } from "./blocked.tsx";
import { conversationRoutes } from "./conversation.ts";
import { doorRoutes } from "./door.ts";
import { signOutRoutes } from "./sign_out.tsx";
import { formAddresses } from "./form_addresses.ts";
import { limitForms } from "./form.ts";
import { answerError } from "./error_pages.tsx";
import { foreignRoutes } from "./foreign.tsx";
import { inboxRoutes } from "./inbox.ts";
import { nextPath } from "./next_path.ts";
import { requestRoutes } from "./requests.tsx";
import { roomsRoutes } from "./rooms.ts";
import { offlineRoutes } from "./offline.tsx";
import { publicRoutes } from "./public.ts";
import { pairRoutes } from "./pair.tsx";
import type { PageServices } from "./services.ts";
import { searchRoutes } from "./search.tsx";
import { mailRoutes } from "./mail.tsx";
import { notificationRoutes } from "./notifications.tsx";
import { settingsRoutes } from "./settings.tsx";
import { recoverRoutes } from "./recover.tsx";
import { secondFactorRoutes } from "./second_factor.tsx";
import { secondStepRoutes } from "./second_step.tsx";
import { reportRoutes } from "./reports.tsx";
import { rulesRoutes } from "./rules.tsx";
import { termsRoutes } from "./terms.tsx";
import { shareRoutes } from "./share.tsx";
import { setupRoutes } from "./setup.ts";

export { answerError, answerNotFound } from "./error_pages.tsx";
export { pageLocale } from "./reader.ts";
export type { PageServices } from "./services.ts";

/**
 * The pages and the forms on them. Below `arrival`, `securityHeaders`, `session` (with `pageLocale`)
 * and `refuseForeignOrigins`; what they refuse, `answerError` shows as a page.
 */
export function pageRoutes(services: PageServices): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.onError((error, c) => answerError(c, services, error));
  app.use(trimTrailingSlash, peopleOnly);
  app.on("POST", "*", (c, next) => takesFile(c.req.path) ? next() : limitForms(c, next));
  app
    .route("/", doorRoutes(services))
    .route("/", signOutRoutes(services))
    .route("/", roomsRoutes(services))
    .route("/", publicRoutes(services))
    .route("/", conversationRoutes(services))
    .route("/", inboxRoutes(services))
    .route("/", searchRoutes(services))
    .route("/", settingsRoutes(services))
    .route("/", notificationRoutes(services))
    .route("/", mailRoutes(services))
    .route("/", blockedRoutes(services))
    .route("/", appealRoutes(services))
    .route("/", requestRoutes(services))
    .route("/", accountRoutes(services))
    .route("/", secondFactorRoutes(services))
    .route("/", secondStepRoutes(services))
    .route("/", foreignRoutes(services))
    .route("/", deviceRoutes(services))
    .route("/", pairRoutes(services))
    .route("/", offlineRoutes(services))
    .route("/", termsRoutes(services))
    .route("/", reportRoutes(services))
    .route("/", rulesRoutes(services))
    .route("/", shareRoutes(services))
    .route("/", recoverRoutes(services))
    .route("/", setupRoutes(services))
    .route("/", administrationRoutes(services));
  formAddresses(app);
  return app;
}

/** Pages are for people: a bot has the API and sockets. */
const peopleOnly: MiddlewareHandler<HttpEnv> = async (c, next) => {
  requireScope(c, undefined);
  await next();
};

/** Leads from an address with a slash at its end, which no page has, to the path without it. */
const trimTrailingSlash: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next();
  const { pathname, search } = new URL(c.req.url);
  const asked = c.req.method === "GET" || c.req.method === "HEAD";
  if (c.res.status !== 404 || !asked || !/.\/$/.test(pathname)) return;
  const path = nextPath(pathname.slice(0, -1) + search, ""); // behind a proxy, our origin is not theirs
  if (path !== "") c.res = c.redirect(path, 301);
};
