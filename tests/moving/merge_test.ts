// A name without an account that an import made becomes somebody: everything that named it names them.
import { assert, assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import type { Actor } from "../../lib/chat/chat.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { exportOf } from "../../lib/moving/export/export.ts";
import { undoImport } from "../../lib/moving/import/undo.ts";
import type { ImportedPerson } from "../../lib/moving/import/rows.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { listAll } from "../../lib/kv/list_pages.ts";
import { personAddress } from "../../lib/protocol/people.ts";
import { systemClock } from "../../lib/runtime/clock.ts";
import { ensureGeneral } from "../../lib/store/conversations/conversations.ts";
import { createUsers } from "../../lib/store/people/users.ts";
import { planOf } from "../simulation/plan.ts";
import { simulatedStore } from "../simulation/simulated_store.ts";
import { communityTest } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { bringIn, broughtRoom } from "../support/importing.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { countMerge, giveMerge, sayMerge } from "../support/merging.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { slackExport } from "../support/slack_export.ts";
import { zipOf } from "../support/zip_of.ts";

const AWA = "U01AWA";

const undo = async (kv: Kv, id: string) => {
  const pieces = createKvPieces(kv);
  return await undoImport(kv, id, { stores: () => pieces, fraction: () => 0 });
};

/** Rows that name an id, but those that lead from it to who it is. */
async function rowsNaming(kv: Kv, id: string): Promise<string[]> {
  return (await everyRow(kv)).flatMap(({ key, text }) => {
    const leads = key[0] === "user" && key[1] === id || key[0] === "user_by_tag" ||
      /^(import_person|import_room|search_terms)$/.test(String(key[0]));
    return text.includes(id) && !leads ? [key.join(" ")] : [];
  });
}

communityTest(
  "X1 - a placeholder becomes somebody, with all that stands under its name",
  1,
  async (c) => {
    const anna = await c.person("Anna");
    const { user: into } = anna.actor;
    const { id } = await bringIn(c.kv, await zipOf(slackExport()));
    const before = await broughtRoom(c.kv, id, "C01");
    const placeholder = before.saying("plum trees").by;
    assertEquals(before.saying("I do").mentions, [placeholder], "exports write names for ids");
    const merge = await sayMerge(c.kv, { id, person: AWA, into, state: "counting" });
    const written = (room: typeof before) =>
      room.messages.filter(({ by, deletedAt }) => by === placeholder && deletedAt === undefined);
    const others = await Promise.all(["G01", "D01"].map((key) => broughtRoom(c.kv, id, key)));
    const messages = [before, ...others].flatMap(written).length;
    const counts = { messages, rooms: 3, opened: 2, reactions: 1, mentions: 1 };
    assertEquals(await countMerge(c.kv, merge), counts);
    assertEquals(await rowsNaming(c.kv, into.id).then((rows) => rows.filter(isOfLog)), []);

    await sayMerge(c.kv, { id, person: AWA, into });
    await giveMerge(c.kv, merge);
    await giveMerge(c.kv, merge); // there is none any more
    const { saying, row } = await broughtRoom(c.kv, id, "C01");
    const root = saying("plum trees");
    assertEquals([root.by, root.reactions?.["🎉"]?.by], [into.id, [into.id]]);
    assertEquals([saying("I do").text, saying("I do").mentions], ["@Anna I do", [into.id]]);
    assert((await c.kv.get(keys.own(into.id, row.id, root.seq))).value);
    for (const key of ["C01", "G01", "D01"]) {
      const { row } = await broughtRoom(c.kv, id, key);
      assert((await c.kv.get(keys.member(row.id, into.id))).value, `${key} is theirs too`);
      assert((await c.kv.get(keys.read(into.id, row.id))).value, "and nothing there is unread");
    }
    const direct = (await broughtRoom(c.kv, id, "D01")).row;
    assertEquals(direct.people?.includes(into.id), true);
    assert((await c.kv.get(keys.threadReader(row.id, root.seq, into.id))).value);
    assertEquals(await rowsNaming(c.kv, placeholder), []);
    assertEquals((await verifyStore(c.kv)).findings, []);

    const { chat } = c.one.instance;
    const history = { conversation: row.id, before: undefined, limit: 50 };
    const shown = await c.settled(chat.history(anna.actor, history));
    assertEquals(shown.users[into.id]?.name, "Anna");
    const found = await c.settled(
      chat.search(anna.actor, { query: "from:Anna plum", order: "newest", limit: 10 }),
    );
    assertEquals(found.hits.map(({ event }) => event.seq), [root.seq]);
    const old = await c.settled(
      chat.person(anna.actor, personAddress({ id: placeholder, name: "Awa" })),
    );
    assertEquals(old.id, into.id, "the old address leads to them");
    const profiles = await c.settled(chat.profiles(anna.actor, [placeholder]));
    assertEquals(profiles[placeholder]?.name, "Anna", "who looks at it yet is told who it is");
  },
);

const isOfLog = (key: string) => /^(log|own|member|head) /.test(key) && !/general/.test(key);

communityTest(
  "X1 - an import is taken back with what was given, and who it was given to stays",
  1,
  async (c) => {
    const anna = await c.person("Anna");
    await c.pass(2_000);
    const passing = /^(live|lease|health|interest|interest_of|inbox|wake|presence|job|file_bytes)$/;
    const lasting = async () =>
      (await everyRow(c.kv)).flatMap(({ key, text }) =>
        passing.test(String(key[0])) ? [] : [`${key.join(" ")} ${text}`]
      );
    const before = await lasting();
    const { id } = await bringIn(c.kv, await zipOf(slackExport()));
    await giveMerge(c.kv, await sayMerge(c.kv, { id, person: AWA, into: anna.actor.user }));
    await sayMerge(c.kv, { id, person: "U02BEN", into: anna.actor.user, state: "counting" });
    assertEquals(await undo(c.kv, id), { is: "undone" });
    assertEquals(await lasting(), before);
  },
);

/** An export of ours, of a whole community. */
async function exported(kv: Kv): Promise<Uint8Array> {
  const pieces = createKvPieces(kv);
  const made = exportOf("ndjson", { kv, stores: () => pieces, name: "x", at: 1, scope: "all" }, {
    language: "en" as const,
    emojiName: () => undefined,
  });
  return new Uint8Array(await new Response(made.stream as BodyInit).arrayBuffer());
}

/** A community in which one person has an account, with another one brought in. */
async function withImport(bytes: Uint8Array) {
  const kv = new MemoryKv();
  await ensureGeneral(kv, systemClock);
  const users = createUsers({ kv, clock: systemClock, random: new SeededRandom(8) });
  const made = await users.create({ name: "Zoë", role: "member" });
  if (typeof made === "string") throw new Error(made);
  const { id } = await bringIn(kv, bytes);
  const people = (await listAll<ImportedPerson>(kv, keys.importPeople(id)))
    .map(({ key, value }) => ({ person: String(key[2]), ...value }));
  return { kv, id, people, into: { id: made.user.id, name: "Zoë" } };
}

/** Everything but when it was written, and what ran. */
async function contents(kv: Kv): Promise<string[]> {
  const passing = /^(job|search_|import$|import_hold|import_beat|user$)/;
  return (await everyRow(kv)).flatMap(({ key, text }) =>
    passing.test(String(key[0])) ? [] : [`${key.join(" ")} ${text.replaceAll(/\d{13}/g, "at")}`]
  );
}

/** A store that is gone after so many commits. */
function dying(kv: Kv, commits: number): Kv {
  let left = commits;
  return {
    maxChecks: 10,
    close: () => kv.close(),
    get: (key) => kv.get(key),
    getMany: (wanted) => kv.getMany(wanted),
    list: (range, options) => kv.list(range, options),
    watch: (key, changed, signal) => kv.watch(key, changed, signal),
    commit: (checks, mutations) =>
      left-- > 0 ? kv.commit(checks, mutations) : Promise.reject(new Error("killed")),
  };
}

/** Some of them become one person; killed at many commits, it comes to the same. */
async function mergedAndKilled(bytes: Uint8Array, seed: number, count: number): Promise<Kv> {
  const whole = await withImport(bytes);
  const some = whole.people.slice(0, count);
  for (const { person } of some) {
    await giveMerge(whole.kv, await sayMerge(whole.kv, { ...whole, person }));
    assertEquals((await verifyStore(whole.kv)).findings, []);
  }
  for (const { user } of some) assertEquals(await rowsNaming(whole.kv, user), []);

  const random = new SeededRandom(seed);
  const killed = await withImport(bytes);
  let kills = 0;
  for (const { person } of some) {
    const merge = await sayMerge(killed.kv, { ...killed, person });
    for (let tries = 0; tries < 6; tries++) {
      const commits = Math.floor(random.fraction() * 12);
      await giveMerge(dying(killed.kv, commits), merge).catch(({ message }) => {
        assertEquals(message, "killed");
        kills++;
      });
    }
    await giveMerge(killed.kv, merge);
  }
  assert(kills > 0);
  assertEquals((await verifyStore(killed.kv)).findings, []);
  assertEquals(await contents(killed.kv), await contents(whole.kv));
  return whole.kv;
}

for (const seed of [1, 2, 4, 7, 11, 16]) {
  Deno.test(`X1 - several names of whole communities become one person, killed at any commit (seed ${seed})`, async () => {
    await mergedAndKilled(await exported(await simulatedStore(planOf(seed))), seed, 3);
  });
}

communityTest(
  "X1 - several who pressed the same become one person who pressed it once, killed at any commit",
  1,
  async (c) => {
    const { chat } = c.one.instance;
    const random = new SeededRandom(4);
    const below = (count: number) => Math.floor(random.fraction() * count);
    const people: Actor[] = [];
    for (let n = 0; n < 16; n++) people.push((await c.person(`Pressing ${n}`)).actor);
    let n = 0;
    const post = async (by: number, more: object) =>
      (await c.settled(chat.post(people[by]!, {
        conversation: "general",
        id: String(++n),
        text: `Text ${n}`,
        ...more,
      }))).seq;
    const options = ["one", "two", "three"];
    const targets = [
      await post(0, {}),
      await post(1, { poll: { options } }),
      await post(2, { poll: { options, multiple: true } }),
      await post(3, { poll: { options, secret: true } }),
    ];
    for (let by = 0; by < 12; by++) await post(by % 8, { thread: targets[by % 2] });
    for (let presses = 0; presses < 400; presses++) {
      const actor = people[below(people.length)]!;
      const target = targets[below(targets.length)]!;
      const place = { conversation: "general", target };
      const press = target === targets[0] || below(2) === 0
        ? chat.react(actor, { ...place, emoji: ["👍", "🎉"][below(2)]!, on: below(4) > 0 })
        : chat.vote(actor, { ...place, options: below(4) > 0 ? [below(3)] : [] });
      await c.settled(press);
    }
    await mergedAndKilled(await exported(c.kv), 5, 14);
  },
  { rates: false },
);
