import { type Context, Hono } from "hono";
import { connectionInfo, type IsTrustedProxy } from "../lib/http/connection_info.ts";
import type { Files } from "../lib/files/files.ts";
import type { HttpEnv, HttpMiddleware } from "../lib/http/environment.ts";
import { negotiateLocale } from "../lib/i18n/locale.ts";
import { checkHost } from "../lib/http/host.ts";
import { refuseLongHeaders, securityHeaders } from "../lib/http/headers.ts";
import { allowTokensFrom } from "../lib/http/cross_origin.ts";
import { refuseForeignOrigins } from "../lib/http/origin.ts";
import {
  type AddressRate,
  type BudgetsOf,
  limitAddresses,
  limitRequests,
  type RequestRate,
  tellBudgets,
} from "../lib/http/rate.ts";
import { problemResponse } from "../lib/http/problems.ts";
import { session } from "../lib/http/session.ts";
import { SHARE_PATH } from "../lib/ui/app_paths.ts";
import { readerClockOf } from "../lib/ui/settings/preferences_cookie.ts";
import { API_PATH, type ApiParts, createApi } from "./api/api.ts";
import { assetRoutes, type AssetServices, isFile } from "./assets.ts";
import { devRoutes } from "./dev.ts";
import { fileRoutes, FILES_PATH } from "./files.ts";
import { hookRoutes } from "./hooks/hooks.ts";
import { HOOKS_PATH } from "../lib/protocol/hooks.ts";
import type { IncomingHooks } from "../lib/integrations/hooks.ts";
import { healthRoutes } from "./health.ts";
import {
  answerError,
  answerNotFound,
  pageLocale,
  pageRoutes,
  type PageServices,
} from "./pages/pages.ts";
import { IRC_PATH, type IrcRoutes, ircRoutes } from "./irc.ts";
import { type SocketRoutes, socketRoutes } from "./ws.ts";

/** What the whole app is made over. */
export interface AppServices
  extends PageServices, Omit<ApiParts, "connections">, SocketRoutes, AssetServices, IrcRoutes {
  assets: AssetServices["assets"];
  identity: ApiParts["identity"];
  administration: ApiParts["administration"];
  personalData: ApiParts["personalData"];
  instance: SocketRoutes["instance"] & Parameters<typeof healthRoutes>[0]["instance"];
  isTrustedProxy: IsTrustedProxy;
  push: ApiParts["push"];
  files: Files;
  hooks: IncomingHooks;
  requestRate: RequestRate;
  /** Whose pages may use the API by a token. */
  apiOrigins: readonly string[];
  /** The same for what reads a file: a page may show many. */
  fileRate: RequestRate;
  addressRate: AddressRate;
  budgets: BudgetsOf;
  /** Which start of the server this is: for `deno task dev` alone. */
  devStart?: string;
}

/** Everything that Palabre answers, by path. */
export function createApp(services: AppServices): Hono<HttpEnv> {
  const { identity, origins, random, logger, devStart } = services;
  const app = new Hono<HttpEnv>();
  app.use(connectionInfo(services.isTrustedProxy));
  app.use(limitAddresses(services.addressRate, costOf), refuseLongHeaders, checkHost(origins));

  // Before the headers of pages: an upgrade has none, and the health check needs none.
  const paced = limitRequests(services.requestRate);
  app.use("/ws", session(identity, readerClockOf), paced);
  app.route("/", socketRoutes(services));
  app.use(IRC_PATH, byHeader, paced);
  app.route("/", ircRoutes(services));
  app.route("/", healthRoutes(services));

  // Before them as well: a file has headers of its own, which allow nothing.
  app.use(`${FILES_PATH}/*`, session(identity, readerClockOf), limitRequests(services.fileRate));
  app.route("/", fileRoutes({ downloads: services.files.downloads, logger }));

  app.use(`${HOOKS_PATH}/*`, byHeader, paced);
  app.route("/", hookRoutes(services));

  app.use(securityHeaders(random));
  app.route("/", assetRoutes(services));
  if (devStart !== undefined) app.route("/", devRoutes(devStart));

  app.use(`${API_PATH}/*`, allowTokensFrom(services.apiOrigins));
  const told = tellBudgets(services.budgets);
  app.use(`${API_PATH}/*`, session(identity, readerClockOf), told, paced);
  app.use(`${API_PATH}/*`, refuseForeignOrigins(origins));
  app.route(API_PATH, createApi({ ...services, connections: services.instance }));

  // What is shared with the installed app comes from the system, which no site stands for.
  const ours = refuseForeignOrigins(origins, [SHARE_PATH]);
  app.use(session(identity, readerClockOf, pageLocale), paced, ours);
  app.route("/", pageRoutes(services));

  app.notFound((c) => answerNotFound(c, services));
  app.onError((error, c) =>
    isForPrograms(c) ? problemResponse(c, error, logger) : answerError(c, services, error)
  );
  return app;
}

/** Nobody is known by a request to speak IRC, but the language of a browser is. */
const byHeader: HttpMiddleware = async (c, next) => {
  c.set("locale", negotiateLocale(c.req.header("accept-language")));
  await next();
};

function costOf(path: string) {
  return isFile(path) ? "file" : "work";
}

/** Programs read problem documents, people read pages. */
function isForPrograms(c: Context<HttpEnv>): boolean {
  return c.req.path.startsWith(`${HOOKS_PATH}/`) || c.req.path === "/ws" ||
    c.req.path === IRC_PATH || c.req.path.startsWith(`${API_PATH}/`);
}
