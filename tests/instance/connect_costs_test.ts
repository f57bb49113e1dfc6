import { assertEquals } from "@std/assert";
import { createUser } from "../../lib/chat/identity/names.ts";
import { startInstance } from "../../lib/instance/instance.ts";
import { FarEnd } from "../support/far_end.ts";
import { silentLogger } from "../support/loggers.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { type KvCall, WatchedKv } from "../support/watched_kv.ts";

/** A call in short: what it is, and of which kinds of keys. */
function inShort(call: KvCall): string {
  const kinds = (keys: readonly (readonly unknown[])[]) =>
    [...new Set(keys.map(([kind]) => String(kind)))].sort().join(", ");
  switch (call.call) {
    case "commit":
      return `commit ${kinds(call.mutations.map(({ key }) => key))}`;
    case "getMany":
      return `read ${kinds(call.keys)}`;
    case "get":
      return `read ${call.key[0]}`;
    case "list":
      return `list ${call.key[0]}`;
  }
}

const isRoutine = (text: string) => ["commit lease", "read live", "read wake"].includes(text);

/** An instance, and people with rooms and direct conversations of their own whom it knows. */
async function community(people: number) {
  const [clock, kv] = [new VirtualClock(), new WatchedKv(new MemoryKv())];
  const options = { kv, clock, random: new SeededRandom(1), logger: silentLogger, rates: false };
  const instance = await clock.runUntil(startInstance(options));
  const tokens: string[] = [];
  for (let n = 0; n < people; n++) {
    const { user } = await createUser(instance.users, {
      name: `somebody ${n}`,
      role: "member",
    });
    const actor = { user: { id: user.id, name: user.name, role: user.role }, session: "x" };
    for (const name of ["mill", "oven"]) {
      await clock.runUntil(instance.chat.create(actor, { name: `${name}-${n}` }));
    }
    if (n > 0) await clock.runUntil(instance.chat.open(actor, "somebody 0"));
    tokens.push((await instance.sessions.start(user.id, "a test")).token);
  }
  /** Comes as a browser does: by a token, over a socket, with a `sync`. */
  async function connect(token: string): Promise<FarEnd> {
    const known = await instance.identity.authenticate(token, "198.18.0.1");
    if (!known) throw new Error("Nobody holds this token");
    const end = FarEnd.at(instance, known.actor);
    end.ask({ type: "sync", since: {} });
    return end;
  }
  async function costs(comers: readonly string[]): Promise<string[]> {
    kv.take();
    const ends = Promise.all(comers.map(connect));
    await clock.advance(1_000);
    for (const end of await ends) end.gone();
    return kv.take().map(inShort).filter((call) => !isRoutine(call));
  }
  for (const token of tokens) await costs([token]); // first visits leave marks
  await clock.advance(20_000);
  return { clock, instance, tokens, costs };
}

Deno.test("coming in - of somebody known takes few calls of the store, however many conversations", async () => {
  const { clock, instance, tokens, costs } = await community(2);
  const calls = await costs(tokens.slice(1));
  const wanted = [
    "read session",
    "read sanctions, user",
    "commit interest, interest_of, lease",
    "read status",
    "read sanctions, session, user",
    "list member_of",
    "list mention",
    "read conversation, head, read",
    "commit interest, interest_of, lease",
    "read head",
    "commit presence",
  ];
  // Some are on the way together: which of those is asked first says nothing.
  assertEquals(calls.toSorted(), wanted.toSorted());
  await clock.runUntil(instance.close());
});

Deno.test("coming in - of fifty at once is read and written together", async () => {
  const { clock, instance, tokens, costs } = await community(50);
  const calls = await costs(tokens);
  const lists = calls.filter((call) => call.startsWith("list"));
  assertEquals(lists.length, 100, "two ranges each");
  assertEquals(calls.length - lists.length <= 60, true, `${calls.length - lists.length} others`);
  await clock.runUntil(instance.close());
});
