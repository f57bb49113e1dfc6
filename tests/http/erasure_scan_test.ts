// After “delete my account with my messages”: nothing of theirs is anywhere in the store; and before, all
// of it is in one's own data. Both by the one list of what each table has of somebody.
import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import type { Mail } from "../../lib/mail/send.ts";
import { type Community, communityTest, PASSWORD, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { NOBODYS_STORES, OWN_STORES } from "../support/own_stores.ts";
import { shrink, Site } from "../support/previewed.ts";
import { PushService } from "../support/push_service.ts";
import { Receiver } from "../support/receiver.ts";
import { BENS, HERS, NAMES, wholeLife } from "../support/whole_life.ts";

/** Past every time that something of hers ends by itself at the latest. */
const A_WHILE_MS = 20 * 60_000;

/** A row as text, in which bytes are read as letters; what others say of her is not hers. */
const textOf = (value: unknown) =>
  JSON.stringify(value, (_, one) => {
    if (one instanceof Uint8Array) return new TextDecoder("latin1").decode(one);
    return typeof one === "bigint" ? String(one) : one;
  }).replaceAll(BENS, "").replaceAll(`@${NAMES[1]} I do`, "").toLowerCase();

/** What a row has of somebody. */
interface Trace {
  table: string;
  text: string;
  /** Their id, where it is not that of a conversation. */
  id: boolean;
  words: boolean;
  name: boolean;
}

async function tracesOf(here: Community, id: string): Promise<Trace[]> {
  const rows = await everyRow(here.kv.open());
  return rows.flatMap(({ key, value }) => {
    const text = textOf([key, value]);
    const trace = {
      table: String(key[0]),
      text,
      id: text.replace(/direct:[\w-]+:[\w-]+/g, "").includes(id.toLowerCase()),
      words: text.includes(HERS),
      name: NAMES.some((name) => text.includes(name.toLowerCase())),
    };
    // The index of search has Ben's words, too, which name her.
    if (trace.table.startsWith("search_")) trace.name = false;
    return trace.id || trace.words || trace.name ? [trace] : [];
  });
}

Deno.test("own stores - each table of the store is listed once, as somebody's or as nobody's", () => {
  const tables = Object.values(keys).map((key) => {
    const of = key as (...parts: unknown[]) => readonly unknown[];
    return String(of(...Array.from({ length: of.length }, () => ["x"]))[0]);
  });
  const listed = [...Object.keys(OWN_STORES), ...NOBODYS_STORES];
  assertEquals(listed.toSorted(), [...new Set(tables)].toSorted());
});

const [post, service, receiver, site] = [
  [] as Mail[],
  new PushService(),
  new Receiver(),
  new Site(),
];
const lived = (here: Community) =>
  wholeLife(here, { service, lastMail: () => post.at(-1)?.text ?? "" });
const means = {
  rates: false,
  push: { fetch: service.fetch },
  mail: {
    by: (mail: Mail) => {
      post.push(mail);
      return Promise.resolve({ is: "taken" } as const);
    },
    origin: "https://chat.example.org",
  },
  calls: {
    shrink,
    fetch: (request: Parameters<Site["fetch"]>[0]) =>
      request.url.includes(HERS) && request.body
        ? receiver.options.fetch!(request)
        : site.fetch(request),
  },
};

async function ownData(here: Community, who: Somebody) {
  const { status, body } = await here.api(here.one, who, "GET", "/me/data");
  assertEquals(status, 200);
  return String(body.text);
}

communityTest(
  "erasure - with her messages, nothing of hers is left in the store but what is listed, each for a reason",
  2,
  async (here) => {
    const { boss, ben, ana } = await lived(here);
    const { id } = ana.actor.user;
    const { administration, chat } = here.one.instance;
    // Who is muted goes all the same.
    const whom = { id, duration: "30d", reason: "quiet" };
    await here.settled(administration.mute(boss.actor, whom));
    const before = await tracesOf(here, id);
    const seen = new Set(before.map(({ table }) => table));
    assertEquals([...seen].filter((table) => !(table in OWN_STORES)), [], "what is nobody's");
    const unseen = Object.entries(OWN_STORES)
      .filter(([table, { unseen }]) => unseen === undefined && !seen.has(table));
    assertEquals(unseen.map(([table]) => table), [], "her life leaves something in each table");

    const { status } = await here.api(here.one, ana, "DELETE", "/me", {
      password: PASSWORD,
      messages: "go",
    });
    assertEquals(status, 204);
    await here.pass(A_WHILE_MS);
    const left = (await tracesOf(here, id)).filter(({ table, name, words }) => {
      const store = OWN_STORES[table];
      return !store || store.left === "nothing" || store.left === "id" && (name || words);
    });
    assertEquals(left, []);
    const kept = (await tracesOf(here, id)).filter(({ table }) => table === "sanctions");
    assert(kept.every(({ name }) => !name), "no sanction names her");
    const { events } = await here.settled(
      chat.history(boss.actor, { conversation: "general", limit: 50 }),
    );
    assert(events.some((event) => event.kind === "message" && event.text === BENS));
    const appeals = await here.api(here.one, ben, "GET", "/me/appeal");
    assertEquals(appeals.status, 200);
  },
  means,
);

communityTest(
  "erasure - of messages that stay, no name of hers does, but in what is listed for a reason",
  2,
  async (here) => {
    const { ana } = await lived(here);
    const json = { password: PASSWORD, messages: "stay" };
    assertEquals((await here.api(here.one, ana, "DELETE", "/me", json)).status, 204);
    await here.pass(A_WHILE_MS);
    const traces = await tracesOf(here, ana.actor.user.id);
    assert(traces.some(({ table, words }) => table === "log" && words), "her messages stay");
    const named = traces.filter(({ table, name }) => name && OWN_STORES[table]?.left !== "kept");
    assertEquals(named, []);
    const of = new Set(traces.filter(({ words }) => words).map(({ table }) => table));
    assertEquals([...of].filter((table) => !STAYS.includes(table)), []);
  },
  means,
);

/** Where words stay, with messages that stay: theirs, what they reported and answered, and their bots. */
const STAYS = [
  ...["appeal", "command", "conversation", "file", "file_part", "held_of", "journal", "log"],
  ...["outgoing", "report", "sanctions", "search_terms", "user_by_name", "user_by_skeleton"],
  "version",
];

communityTest(
  "own data - all that each table has of somebody is told, and every word that they said",
  2,
  async (here) => {
    const { boss, ana } = await lived(here);
    const { id } = ana.actor.user;
    const whom = { id, duration: "30d", reason: "quiet" };
    await here.settled(here.one.instance.administration.mute(boss.actor, whom));
    const text = await ownData(here, ana);
    const lines = text.trim().split("\n").map((line) => JSON.parse(line));
    const told = new Set(lines.map(({ is }) => is));
    const missing = Object.entries(OWN_STORES)
      .flatMap(([, { told }]) => Array.isArray(told) ? told : [])
      .filter((is) => !told.has(is));
    assertEquals(missing, []);
    const said = new RegExp(`${HERS}[a-z]+\\d+`, "g");
    const stored = (await tracesOf(here, id)).flatMap(({ text }) => text.match(said) ?? []);
    const untold = [...new Set(stored)].filter((word) => !text.toLowerCase().includes(word));
    assertEquals(untold.filter((word) => !NOT_TOLD.some((one) => word.includes(one))), []);
  },
  means,
);

/** Words that she said as a moderator, or that are told as bytes. */
const NOT_TOLD = ["handled", "refusal", "reason", "answer", "bytes"];
