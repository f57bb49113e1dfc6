import { type Context, Hono } from "hono";
import { arrival, type IsTrustedProxy } from "../lib/http/arrival.ts";
import type { HttpEnv } from "../lib/http/environment.ts";
import { securityHeaders } from "../lib/http/headers.ts";
import { refuseForeignOrigins } from "../lib/http/origin.ts";
import { limitRequests, type RequestRate } from "../lib/http/rate.ts";
import { problemResponse } from "../lib/http/problems.ts";
import { session } from "../lib/http/session.ts";
import { API_PATH, type ApiParts, createApi } from "./api/api.ts";
import { assetRoutes, type AssetServices } from "./assets.ts";
import { devRoutes } from "./dev.ts";
import { healthRoutes } from "./health.ts";
import {
  answerError,
  answerNotFound,
  pageLocale,
  pageRoutes,
  type PageServices,
} from "./pages/pages.ts";
import { type SocketRoutes, socketRoutes } from "./ws.ts";

/** What the whole app is made over. */
export interface AppServices extends PageServices, ApiParts, SocketRoutes, AssetServices {
  assets: AssetServices["assets"];
  identity: ApiParts["identity"];
  kv: Parameters<typeof healthRoutes>[0]["kv"];
  isTrustedProxy: IsTrustedProxy;
  requestRate: RequestRate;
  /** Which start of the server this is: for `deno task dev` alone. */
  devStart?: string;
}

/** Everything that Palabre answers, by path. */
export function createApp(services: AppServices): Hono<HttpEnv> {
  const { identity, origins, random, report, devStart } = services;
  const app = new Hono<HttpEnv>();
  app.use(arrival(services.isTrustedProxy));

  // Before the headers of pages: an upgrade has none, and the health check needs none.
  const paced = limitRequests(services.requestRate);
  app.use("/ws", session(identity), paced);
  app.route("/", socketRoutes(services));
  app.route("/", healthRoutes(services));

  app.use(securityHeaders(random));
  app.route("/", assetRoutes(services));
  if (devStart !== undefined) app.route("/", devRoutes(devStart));

  app.use(`${API_PATH}/*`, session(identity), paced, refuseForeignOrigins(origins));
  app.route(API_PATH, createApi(services));

  app.use(session(identity, pageLocale), paced, refuseForeignOrigins(origins));
  app.route("/", pageRoutes(services));

  app.notFound((c) => answerNotFound(c, services));
  app.onError((error, c) =>
    isForPrograms(c) ? problemResponse(c, error, report) : answerError(c, services, error)
  );
  return app;
}

/** Programs read problem documents, people read pages. */
function isForPrograms(c: Context<HttpEnv>): boolean {
  return c.req.path === "/ws" || c.req.path.startsWith(`${API_PATH}/`);
}
