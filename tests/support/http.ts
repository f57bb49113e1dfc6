import { Hono } from "hono";
import { createAdministration } from "../../lib/chat/administration/create_administration.ts";
import { createTally } from "../../lib/chat/administration/tally.ts";
import { createAnnouncer } from "../../lib/chat/announcer.ts";
import type { Presence } from "../../lib/chat/chat.ts";
import { createCommunity } from "../../lib/chat/community.ts";
import { createChat } from "../../lib/chat/create_chat.ts";
import { createDirectory } from "../../lib/chat/directory.ts";
import type { Bus } from "../../lib/cluster/bus.ts";
import { arrival, readTrustedProxies } from "../../lib/http/arrival.ts";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { securityHeaders } from "../../lib/http/headers.ts";
import { refuseForeignOrigins } from "../../lib/http/origin.ts";
import { problemResponse } from "../../lib/http/problems.ts";
import { session } from "../../lib/http/session.ts";
import { createAttempts } from "../../lib/store/attempts.ts";
import { createConversations, ensureGeneral } from "../../lib/store/conversations.ts";
import { createLog } from "../../lib/store/log.ts";
import { createSessions } from "../../lib/store/sessions.ts";
import { createSetup } from "../../lib/store/setup.ts";
import { createTallies } from "../../lib/store/tallies.ts";
import { API_PATH, createApi } from "../../routes/api/api.ts";
import { testIdentity } from "./identity.ts";

/** An instance alone: nobody else to tell. */
const lonelyBus: Bus = {
  instance: "here",
  follow: () => Promise.resolve(),
  unfollow: () => {},
  publish: () => Promise.resolve(),
  onMessage: () => {},
  doubt: () => {},
  onSuspicion: () => {},
  onDeparture: () => {},
  instances: () => ["here"],
  close: () => Promise.resolve(),
};

const nobodyPresent: Presence = {
  connect: () => {},
  disconnect: () => {},
  report: () => {},
  everyone: () => [],
  of: () => "offline",
  status: () => Promise.resolve(undefined),
  onChanges: () => {},
};

/** The API over a memory store, behind the middleware that stands before it. */
export async function testHttp(options: { proxies?: string; origins?: string[] } = {}) {
  const world = testIdentity();
  const { kv, clock, random, users, identity } = world;
  const reported: unknown[] = [];
  const report = (what: string, error?: unknown) => void reported.push(error ?? what);
  await ensureGeneral(kv, clock);
  const announcer = createAnnouncer({ bus: lonelyBus, report });
  const log = createLog({ kv, clock, random, report, onCommitted: () => {} });
  const setup = createSetup({ kv, clock, random });
  const chat = createChat({
    ...{ kv, users, clock, random, report, announcer, bus: lonelyBus, presence: nobodyPresent },
    log,
    directory: createDirectory({ users, announcer, clock }),
  });
  const administration = createAdministration({
    ...{ kv, users, clock, random, report, announcer, log, bus: lonelyBus },
    ...{ sanctions: world.sanctions, invitations: world.invitations, presence: nobodyPresent },
    sessions: createSessions({ kv, clock, random }),
    attempts: createAttempts({ kv, clock, random }),
    community: createCommunity({ kv, announcer, bus: lonelyBus, clock }),
    conversations: createConversations(kv),
    access: chat.access,
    setup,
    tally: createTally({ tallies: createTallies(kv), instance: "here", clock, report }),
    here: () => [],
  });
  let sendWaitMs = 0;

  const app = new Hono<HttpEnv>();
  app.onError((error, c) => problemResponse(c, error, report));
  app.use(arrival(readTrustedProxies(options.proxies)));
  app.use(securityHeaders(random));
  app.use(session(identity));
  app.use(refuseForeignOrigins(options.origins ?? []));
  app.get("/whoami", (c) => c.json({ ...c.var }));
  app.route(
    API_PATH,
    createApi({
      ...{ identity, users, chat, random, report, administration },
      sendRate: () => sendWaitMs,
    }),
  );

  /** Asks as a client at `peer` does; `json` is sent as the body. */
  async function ask(
    method: string,
    path: string,
    { json, peer = "192.0.2.1", url = "http://chat.test", ...rest }: {
      json?: unknown;
      body?: string;
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
    ...{ ...world, administration, setup },
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
