import { assert, assertEquals } from "@std/assert";
import type { Actor } from "../../../lib/chat/chat.ts";
import { createUser } from "../../../lib/chat/identity/names.ts";
import { CALLED_IN_COMMIT } from "../../../lib/chat/messages/calls.ts";
import { planCallMembers } from "../../../lib/chat/messages/call_members.ts";
import { createLog } from "../../../lib/log/create_log.ts";
import { addMember } from "../../../lib/store/conversations/conversations.ts";
import { SimulatedInstance } from "../../simulation/simulated_instance.ts";
import { FakeChannels } from "../../support/fake_channel.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

/** More than a commit notes, and than the job's first pages do. */
const MEMBERS = 900;
/** Longer than a lease of a job, and of an instance. */
const TAKEN_OVER_MS = 90_000;
const MEMBERS_A_COMMIT = 100;

/** Two instances, and a room of 900 and a moderator who calls them all. */
async function crowd() {
  const [clock, store, channels] = [new VirtualClock(), new MemoryKv(), new FakeChannels()];
  const start = async (name: string, seed: number) => {
    const channel = channels.open(name);
    const instance = new SimulatedInstance({
      name,
      store,
      clock,
      seed,
      channel,
      createLog,
      spoil: (kv) => kv,
      report: () => {},
    });
    await clock.runUntil(instance.started);
    return instance;
  };
  const first = await start("first", 1);
  const { users, chat } = first.instance;
  const { user } = await clock.runUntil(createUser(users, { name: "ana", role: "moderator" }));
  const ana: Actor = { user, session: "a session" };
  const { id } = await clock.runUntil(chat.create(ana, { name: "harvest" }));
  const members = Array.from({ length: MEMBERS }, (_, n) => `member-${String(n).padStart(3, "0")}`);
  const join = async (some: readonly string[], at: number) => {
    for (let n = 0; n < some.length; n += MEMBERS_A_COMMIT) {
      const page = some.slice(n, n + MEMBERS_A_COMMIT);
      await store.commit([], page.flatMap((user) => addMember(id, user, at)));
    }
  };
  await join(members, clock.now());
  const second = await start("second", 2);
  const called = async (which: "mentioned" | "mention" = "mentioned") => {
    const rows = await store.list({ prefix: [which] }, { limit: 5_000 });
    return rows.map(({ key }) => String(key[1])).toSorted();
  };
  const say = async () => {
    const message = {
      conversation: id,
      id: crypto.randomUUID(),
      text: "@room all of you",
      after: 0,
    };
    return await clock.runUntil(first.instance.chat.post(ana, message));
  };
  return { clock, store, first, second, ana, id, members, join, called, say };
}

Deno.test("calls - an instance dies after it called a room of hundreds, and everyone is called once (M7, J)", async () => {
  const { clock, store, first, second, ana, id, members, join, called, say } = await crowd();
  const { seq, at } = await say();
  first.crash();
  assertEquals((await called()).length, CALLED_IN_COMMIT, "with its commit");
  const early = new Set(await called());
  const gone = members.find((user) => !early.has(user));
  const left = members.filter((user) => user !== gone);
  await store.commit([], [{ type: "delete", key: ["member", id, gone!] }]);
  await join(["member-new"], at + 1);
  await clock.advance(TAKEN_OVER_MS);
  assertEquals(await called(), left, "neither who left, nor who came later, nor the author");
  assertEquals(await called("mention"), left);
  await store.commit([], [planCallMembers({ conversation: id, seq, at }, "posted")]);
  await clock.advance(TAKEN_OVER_MS);
  assertEquals(await called(), left, "twice is once");
  await clock.runUntil(second.instance.chat.delete(ana, { conversation: id, target: seq }));
  await clock.advance(TAKEN_OVER_MS);
  assertEquals([await called(), await called("mention")], [[], []], "M3");
  second.crash();
});

Deno.test("calls - who dies in the midst of it is followed by another (J)", async () => {
  const { clock, first, second, members, called, say } = await crowd();
  await say();
  first.kv.faults = { ...first.kv.faults, maxDelayMs: 400 };
  second.kv.cutOff = true;
  for (let n = 0; n < 200 && (await called()).length === CALLED_IN_COMMIT; n++) {
    await clock.advance(50);
  }
  first.crash();
  const then = (await called()).length;
  assert(then > CALLED_IN_COMMIT && then < members.length, `${then} were called`);
  second.kv.cutOff = false;
  await clock.advance(TAKEN_OVER_MS);
  assertEquals(await called(), members);
  second.crash();
});
