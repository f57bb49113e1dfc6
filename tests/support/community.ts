import { readerClockOf } from "../../lib/ui/settings/preferences_cookie.ts";
import { Hono } from "hono";
import type { Entered, Identity } from "../../lib/chat/identity/identity.ts";
import { connectionInfo, readTrustedProxies } from "../../lib/http/connection_info.ts";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { refuseForeignOrigins } from "../../lib/http/origin.ts";
import { problemResponse } from "../../lib/http/problems.ts";
import { session } from "../../lib/http/session.ts";
import { type Instance, startInstance } from "../../lib/instance/instance.ts";
import type { MailOptions } from "../../lib/instance/mail.ts";
import type { CallOptions } from "../../lib/instance/outgoing.ts";
import type { PushOptions } from "../../lib/instance/push.ts";
import type { Role } from "../../lib/protocol/events.ts";
import { changeAdministrators } from "../../lib/store/community/administrators.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { API_PATH, createApi } from "../../routes/api/api.ts";
import { fileRoutes } from "../../routes/files.ts";
import { hookRoutes } from "../../routes/hooks/hooks.ts";
import { socketRoutes } from "../../routes/ws.ts";
import { FarEnd } from "./far_end.ts";
import { FastHasher } from "./fast_hasher.ts";
import { MemoryKv } from "./memory_kv.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";
import { recordingLogger } from "./loggers.ts";

export const PASSWORD = "correct horse";
/** Turns of the event loop for each millisecond of the virtual clock. */
const TURNS_A_MS = 20;

/** Somebody who is signed in: who they are, and what proves it. */
export interface Somebody extends Entered {
  address: string;
}

/** One instance of a community, and its HTTP. */
export interface Place {
  instance: Instance;
  identity: Identity;
  app: Hono<HttpEnv>;
}

/** A community of several instances over one memory store and one virtual clock, with its HTTP. */
export class Community {
  readonly clock = new VirtualClock();
  readonly kv = new MemoryKv();
  readonly reported: string[] = [];
  readonly places: Place[] = [];
  /** The way of the instances that are opened from now on to their store. */
  through = (kv: Kv): Kv => kv;
  /** What all instances hash passwords with. */
  readonly hasher = new FastHasher();
  /** Whether the rates of the protocol hold. */
  rates = true;
  /** How the instances that are opened from now on notify devices. */
  push: PushOptions = {};
  /** How they call services that somebody named. */
  calls: CallOptions = {};
  /** How they mail; not at all where it is not said. */
  mail: MailOptions | undefined;
  #people = 0;

  /** With so many instances, which know each other. */
  static async of(
    instances: number,
    rates = true,
    push: PushOptions = {},
    calls: CallOptions = {},
    mail?: MailOptions,
  ): Promise<Community> {
    const community = new Community();
    community.calls = calls;
    community.mail = mail;
    community.rates = rates;
    community.push = push;
    for (let n = 1; n <= instances; n++) await community.open(`instance-${n}`);
    await community.pass(5_000);
    return community;
  }

  /** Starts one more instance. */
  async open(name: string): Promise<Place> {
    const { clock } = this;
    const kv = this.through(this.kv.open());
    const random = new SeededRandom(100 + this.places.length);
    const logger = recordingLogger((what, error) =>
      void this.reported.push(`${name}: ${what}: ${error ?? ""}`)
    );
    const parts = { kv, clock, random, logger };
    const passwords = {
      hasher: this.hasher,
      isCommonPassword: () => Promise.resolve(false),
    };
    const instance = await this.settled(
      startInstance({ ...parts, instance: name, rates: this.rates, passwords }, {
        push: this.push,
        calls: this.calls,
        mail: this.mail,
      }),
    );
    const { identity, personalData, chat, administration, files, imports, limits, push } = instance;
    const app = new Hono<HttpEnv>();
    app.onError((error, c) => problemResponse(c, error, logger));
    app.use(
      connectionInfo(readTrustedProxies()),
      session(identity, readerClockOf),
      refuseForeignOrigins([]),
    );
    app.route("/", hookRoutes({ hooks: instance.hooks, logger }));
    app.route("/", socketRoutes({ instance, origins: [], headroom: () => "ample", logger }));
    app.route(
      API_PATH,
      createApi({
        identity,
        personalData,
        chat,
        random,
        logger,
        administration,
        clock: this.clock,
        files,
        imports,
        limits,
        push,
        connections: instance,
        sendRate: () => 0,
      }),
    );
    app.use("/files/*", session(identity, readerClockOf));
    app.route("/", fileRoutes({ downloads: files.downloads, logger }));
    const place = { instance, identity, app };
    this.places.push(place);
    return place;
  }

  get one(): Place {
    return this.#at(0);
  }

  get two(): Place {
    return this.#at(1);
  }

  #at(n: number): Place {
    const place = this.places[n];
    if (!place) throw new Error("There are not so many instances");
    return place;
  }

  /** Waits for real work (hashes) and virtual time alike. */
  async settled<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const end = () => void (done = true);
    promise.then(end, end);
    for (let turn = 1; !done; turn++) {
      await this.clock.settle();
      if (turn % TURNS_A_MS === 0) await this.clock.advance(1);
    }
    return await promise;
  }

  /** Lets time pass, and what is hashed for real in it. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 100) {
      await this.clock.advance(Math.min(100, left));
      for (let turn = 0; turn < 5; turn++) await this.clock.settle();
    }
  }

  /** Somebody new, from an address of their own unless one is given. */
  async person(name: string, role: Role = "member", address?: string): Promise<Somebody> {
    const { identity } = this.one;
    const n = ++this.#people;
    const from = address ?? `198.18.${n >> 8}.${n & 255}`;
    const visitor = { address: from, device: "a test" };
    if (role === "guest") {
      return { ...await this.settled(identity.enter(visitor, name)), address: from };
    }
    const entered = await this.settled(identity.register(visitor, { name, password: PASSWORD }));
    return await this.promoted({ ...entered, address: from }, role);
  }

  /** Gives a member a role, whatever anyone may. */
  async promoted({ token, actor, address }: Somebody, role: Role): Promise<Somebody> {
    const { id, name } = actor.user;
    const beside = async () =>
      await changeAdministrators(this.kv, id, role) ?? { checks: [], mutations: [] };
    const { users } = this.one.instance;
    await this.settled(users.update(id, (user) => ({ ...user, role }), beside));
    return { token, actor: { ...actor, user: { id, name, role } }, address };
  }

  /** Signs somebody in once more. */
  async signIn({ actor, address }: Somebody): Promise<Somebody> {
    const visitor = { address, device: "another test" };
    const { user: { name } } = actor;
    const entered = this.one.identity.signIn(visitor, { name, password: PASSWORD });
    return { ...await this.settled(entered), address };
  }

  /** A synced socket of whoever holds the token. Throws what keeps them from the upgrade. */
  async connect(place: Place, { token, address }: Pick<Somebody, "token" | "address">) {
    const known = await this.settled(place.identity.authenticate(token, address));
    if (!known) throw new Error("Nobody holds this token");
    if (known.barred) throw known.barred;
    const end = FarEnd.at(place.instance, known.actor);
    const ref = end.ask({ type: "sync", since: {} });
    await this.pass(300);
    if (!end.closed) end.reply(ref);
    return end;
  }

  /** Asks an instance's HTTP. */
  async ask(
    place: Place,
    who: Pick<Somebody, "token" | "address"> | { address: string },
    method: string,
    path: string,
    json?: unknown,
    more: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
    const headers = new Headers(more);
    if ("token" in who) headers.set("authorization", `Bearer ${who.token}`);
    if (json !== undefined) headers.set("content-type", "application/json");
    const body = json === undefined ? undefined : JSON.stringify(json);
    const request = new Request(new URL(path, "http://chat.test"), { method, headers, body });
    const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: who.address, port: 1 };
    const response = await this.settled(Promise.resolve(place.app.fetch(request, { remoteAddr })));
    const text = await response.text();
    const lines = response.headers.get("content-type") === "application/x-ndjson";
    const read = text.startsWith("{") && !lines ? JSON.parse(text) : { text };
    return { status: response.status, headers: response.headers, body: read };
  }

  /** The API alone. */
  api(
    place: Place,
    who: Pick<Somebody, "token" | "address"> | { address: string },
    method: string,
    path: string,
    json?: unknown,
  ) {
    return this.ask(place, who, method, API_PATH + path, json);
  }

  async close(): Promise<void> {
    for (const { instance } of this.places) await this.settled(instance.close());
  }
}

/** Runs a test with a community that is closed at its end. */
export function communityTest(
  name: string,
  instances: number,
  run: (community: Community) => Promise<void>,
  { rates = true, push = {}, calls = {}, mail }: {
    rates?: boolean;
    push?: PushOptions;
    calls?: CallOptions;
    mail?: MailOptions;
  } = {},
): void {
  Deno.test(name, async () => {
    const community = await Community.of(instances, rates, push, calls, mail);
    try {
      await run(community);
    } finally {
      await community.close();
    }
  });
}
