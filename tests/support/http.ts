import { createFiles } from "../../lib/files/files.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import { readerClockOf } from "../../lib/ui/settings/preferences_cookie.ts";
import { Hono } from "hono";
import { createCommunity } from "../../lib/chat/identity/admission_settings.ts";
import { composeAdministration } from "../../lib/instance/administration.ts";
import { composeOutgoing } from "../../lib/instance/outgoing.ts";
import { composeChat } from "../../lib/instance/chat.ts";
import { composeErasure } from "../../lib/instance/erasure.ts";
import { composeImports } from "../../lib/instance/imports.ts";
import { createDelivery } from "../../lib/instance/delivery.ts";
import { composePersonalData } from "../../lib/instance/personal_data.ts";
import type { Bus } from "../../lib/cluster/bus.ts";
import { connectionInfo, readTrustedProxies } from "../../lib/http/connection_info.ts";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { securityHeaders } from "../../lib/http/headers.ts";
import { refuseForeignOrigins } from "../../lib/http/origin.ts";
import { problemResponse } from "../../lib/http/problems.ts";
import { session } from "../../lib/http/session.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { API_PATH, createApi } from "../../routes/api/api.ts";
import { pushEndpoints } from "../../lib/push/hosts.ts";
import { createPush } from "../../lib/push/push.ts";
import { storedVapidKeys } from "../../lib/push/vapid.ts";
import { testIdentity } from "./identity.ts";
import { recordingLogger } from "./loggers.ts";

/** An instance alone: nobody else to tell. */
const singleInstanceBus: Bus = {
  instance: "here",
  follow: () => Promise.resolve(),
  unfollow: () => {},
  publish: () => Promise.resolve(),
  onMessage: () => {},
  suspectLater: () => {},
  onSuspicion: () => {},
  onDeparture: () => {},
  alone: true,
  aloneCheck: () => undefined,
  confirmAlone: () => {},
  refresh: () => Promise.resolve(),
  instances: () => ["here"],
  close: () => Promise.resolve(),
};

/** The API over a memory store, behind the middleware that stands before it. */
export async function testHttp(options: { proxies?: string; origins?: string[] } = {}) {
  const fixture = testIdentity();
  const { kv, clock, random, identity } = fixture;
  const reported: unknown[] = [];
  const logger = recordingLogger((what, error) => void reported.push(error ?? what));
  await ensureGeneral(kv, clock);
  const runtime = { kv, clock, random, logger };
  const delivery = createDelivery(runtime, fixture.stores, singleInstanceBus);
  const composed = composeChat(runtime, fixture.stores, delivery);
  const { chat: own, access } = composed;
  const { announcer } = delivery;
  Object.assign(fixture.erasure, composeErasure(runtime, fixture.stores, delivery, composed));
  const telling = composeOutgoing(runtime, fixture.stores, delivery, {
    access,
    chat: own,
    identity,
    calls: undefined,
  });
  const chat = { ...own, ...telling.commands };
  const administration = composeAdministration(runtime, fixture.stores, delivery, {
    ...composed,
    names: fixture.names,
    proveOwn: identity.proveOwn,
    telling,
    community: createCommunity({ kv, announcer, bus: singleInstanceBus, clock, logger }),
    connectedUsers: {
      list: () => Promise.resolve({ connected: [], silent: [] }),
      sessionsOf: () => Promise.resolve(new Set<string>()),
    },
  });
  const { setup } = fixture.stores;
  const { fileRows: rows, fileQuotas: quotas, conversations, users } = fixture.stores;
  const outside = { clock, random };
  const files = createFiles(
    {
      kv,
      access,
      jobs: delivery.jobs,
      outside,
      tables: { rows, quotas, conversations, users },
    },
    {},
  );
  const { imports } = composeImports(runtime, fixture.stores, {
    files,
    delivery,
    identity,
    jobs: delivery.jobs,
  }, {});
  const personalData = composePersonalData(fixture.stores, delivery, runtime, {
    chat,
    identity,
    files,
  });
  const push = createPush({
    keys: storedVapidKeys(kv),
    devices: fixture.stores.pushDevices,
    announcer,
    send: () => Promise.resolve({ is: "refused", said: "nothing is sent here" }),
    isPushEndpoint: pushEndpoints(undefined),
    community: () => "",
    now: () => clock.now(),
  });
  let sendWaitMs = 0;

  const app = new Hono<HttpEnv>();
  app.onError((error, c) => problemResponse(c, error, logger));
  app.use(connectionInfo(readTrustedProxies(options.proxies)));
  app.use(securityHeaders(random));
  app.use(session(identity, readerClockOf));
  app.use(refuseForeignOrigins(options.origins ?? []));
  app.get("/whoami", (c) => c.json({ ...c.var }));
  app.route(
    API_PATH,
    createApi({
      identity,
      personalData,
      chat,
      random,
      logger,
      administration,
      clock,
      files,
      push,
      imports,
      limits: LIMITS,
      connections: {
        state: "serving",
        atConnectionLimit: () => false,
        accept: (_, actor) => ({ actor, text() {}, binary() {}, closed() {} }),
      },
      sendRate: () => sendWaitMs,
    }),
  );

  /** Asks as a client at `peer` does; `json` is sent as the body. */
  async function ask(
    method: string,
    path: string,
    { json, peer = "192.0.2.1", url = "http://chat.test", ...rest }: {
      json?: unknown;
      body?: BodyInit;
      peer?: string;
      url?: string;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Response> {
    const headers = new Headers(rest.headers);
    if (json !== undefined) headers.set("content-type", "application/json");
    const body = json === undefined ? rest.body : JSON.stringify(json);
    const request = new Request(new URL(path, url), { method, headers, body });
    const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: peer, port: 1 };
    return await app.fetch(request, { remoteAddr });
  }

  return {
    ...fixture,
    administration,
    setup,
    ask,
    reported,
    refuseSends: (ms: number) => void (sendWaitMs = ms),
    /** Enters as a guest; gives the headers that prove it. */
    async enter(name: string): Promise<{ bearer: Record<string, string>; cookie: string }> {
      const response = await ask("POST", `${API_PATH}/sessions`, { json: { name } });
      const { token } = await response.json();
      const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      return { bearer: { authorization: `Bearer ${token}` }, cookie };
    },
  };
}
