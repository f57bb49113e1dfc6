// A community with somebody of every kind at whose doors one guesses, and what each try tells: its words,
// its status and its work. Work is counted, not timed (what is asked of the store, in its order, and the
// hashes that are made): a clock would also tell how busy a machine is.
import { assert } from "@std/assert";
import type { MailOptions } from "../../lib/instance/mail.ts";
import { API_PATH } from "../../routes/api/api.ts";
import { assertEquals } from "./assert.ts";
import { codeOf } from "./authenticator_app.ts";
import { Community, PASSWORD } from "./community.ts";
import { DoorClient } from "./irc.ts";
import { type KvCall, WatchedKv } from "./watched_kv.ts";
import { wholeApp } from "./whole_app.ts";

/** Somebody of every kind, by name; names of one length, for they are part of what is written. */
export const NAMES = {
  nobody: "never was here",
  member: "has a password",
  factor: "has a second factor",
  foreign: "has no password",
  muted: "is muted",
  kicked: "is kicked",
  banned: "is banned",
  guests: "is a guest",
  robots: "is a bot",
  leaver: "is gone",
} as const;
export type Name = keyof typeof NAMES;

/** What a refusal tells whoever was refused. */
export interface Told {
  said: string;
  calls: string[];
  hashes: number;
}

/** A community with somebody of every kind, and what a try at its doors tells. */
export async function openCommunity(mail?: MailOptions) {
  const here = await Community.of(0, true, {}, {}, mail);
  let watched: WatchedKv | undefined;
  here.through = (kv) => watched = new WatchedKv(kv);
  const place = await here.open("instance-1");
  const { app, irc } = await wholeApp(here, place);
  await makeEverybody(here);
  const calls = () => (watched?.take() ?? []).map(written);
  calls();
  await here.pass(30_000);
  const idle = new Set(calls()); // what an instance asks though nobody does anything
  let tries = 0;

  /** What `act` tells, with an address of its own for it. */
  async function tell(act: (address: string) => Promise<unknown>): Promise<Told> {
    calls();
    const hashes = here.hasher.verified.length + here.hasher.hashed;
    const said = await act(`203.0.113.${++tries}`);
    return {
      said: plain(said),
      calls: calls().filter((call) => !idle.has(call)),
      hashes: here.hasher.verified.length + here.hasher.hashed - hashes,
    };
  }

  /** How a request is answered. */
  async function ask(address: string, path: string, body: BodyInit, more: Record<string, string>) {
    const headers = { origin: "http://chat.test", ...more };
    const request = new Request(`http://chat.test${path}`, { method: "POST", headers, body });
    const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: address, port: 1 };
    const response = await here.settled(Promise.resolve(app.fetch(request, { remoteAddr })));
    const text = await response.text();
    return { status: response.status, headers: [...response.headers.keys()], text };
  }
  const json = (address: string, path: string, body: object, whole = API_PATH + path) =>
    ask(address, whole, JSON.stringify(body), { "content-type": "application/json" });
  const form = (address: string, path: string, fields: Record<string, string>, token?: string) =>
    ask(address, path, new URLSearchParams(fields), {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    });

  /** What a client of IRC hears of its lines. */
  async function overIrc(address: string, ...lines: string[]) {
    const client = new DoorClient(irc, address);
    client.say(...lines);
    await here.pass(300);
    client.leave();
    return client.lines.join("\n");
  }
  return { here, place, tell, json, form, overIrc };
}

/** An answer without what is of who asks: the name that they wrote, and what is drawn each time. */
export function plain(said: unknown): string {
  const names = new RegExp(Object.keys(NAMES).join("|"), "g");
  return JSON.stringify(said).replace(names, "NAME").replace(/[\w-]{22,}/g, "DRAWN");
}

/** A call of the store by its kind and the tables that it reads or writes. */
function written(call: KvCall): string {
  const table = (key: readonly unknown[]) => String(key[0]);
  if (call.call === "getMany") return `getMany ${call.keys.map(table)}`;
  if (call.call !== "commit") return `${call.call} ${table(call.key)}`;
  return `commit ${call.checks.map(({ key }) => table(key))} ${
    call.mutations.map(({ type, key }) => `${type} ${table(key)}`)
  }`;
}

async function makeEverybody(here: Community) {
  const { administration, identity, users } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const root = await here.person("root", "administrator");
  for (const name of ["member", "factor", "foreign", "muted", "kicked", "banned", "leaver"]) {
    const { actor } = await here.person(name);
    if (name === "leaver") await did(identity.deleteAccount(actor, PASSWORD, "stay"));
    if (name === "foreign") {
      await did(users.update(actor.user.id, ({ passwordHash: _, ...user }) => user));
    }
    if (name === "factor") {
      const { key } = await did(identity.proposeSecondFactor(actor, PASSWORD, "Baobab"));
      await did(identity.confirmSecondFactor(actor, codeOf(key, here.clock.now())));
    }
  }
  await here.person("guests", "guest");
  await did(administration.addBot(root.actor, { name: "robots", scopes: ["read"], rooms: [] }));
  await did(administration.mute(root.actor, { user: "muted", duration: "1h", reason: "loud" }));
  await did(administration.kick(root.actor, { user: "kicked", duration: "1h", reason: "loud" }));
  const ban = { user: "banned", duration: "1h", reason: "loud", addresses: false };
  await did(administration.ban(root.actor, ban));
}

export type Here = Awaited<ReturnType<typeof openCommunity>>;

/** Each of these is told the very same. */
export async function assertSame(
  tries: Record<string, () => Promise<{ status: number; text: string }>>,
) {
  let [first, same]: [string, { status: number; text: string } | undefined] = ["", undefined];
  for (const [what, ask] of Object.entries(tries)) {
    const said = await ask();
    if (same === undefined) [first, same] = [what, said];
    assertEquals(plain(said), plain(same), `${what} and ${first}`);
  }
  assert(same);
  return same;
}
