import { assert, assertEquals, assertRejects } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { createForgetNames } from "../../lib/transfer/forget_names.ts";
import { testIdentity } from "../support/identity.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { WatchedKv } from "../support/watched_kv.ts";

const visitor = { address: "192.0.2.1", device: "a test" };

Deno.test("forget names - of a guest nothing is read but where guests stand, and their name goes out of it", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const { identity, stores, users, clock } = testIdentity(kv);
  const { actor: ana } = await identity.enter(visitor, "ana");
  const { actor: zed } = await identity.register(visitor, {
    name: "zed",
    password: "baobab and rain",
  });
  const by = { id: zed.user.id, name: "zed" };
  const mute = { by, words: "", at: clock.now(), addresses: [] };
  const none = () => ({ checks: [], mutations: [] });
  await stores.sanctions.put({ id: ana.user.id, name: "ana" }, "mute", mute, none);
  await users.end(ana.user.id);
  const forget = createForgetNames({ kv, ...stores, announcer: { announce() {} } });
  kv.take();
  await forget(ana.user.id, true);
  const listed = () =>
    kv.take().flatMap((call) => call.call === "list" ? [String(call.key[0])] : []);
  assertEquals(listed(), [String(keys.reports()[0])]);
  const [{ whom } = { whom: undefined }] = await stores.sanctions.list();
  assertEquals(whom?.name, "");
  await users.end(zed.user.id);
  await forget(zed.user.id, true);
  assert(listed().includes(String(keys.invitations()[0])));
  const [{ sanction } = { sanction: undefined }] = await stores.sanctions.list();
  assertEquals(sanction?.by.name, "", "of a member everything is");
});

Deno.test("forget names - guests of one address delete what is left of them so often, and leave all the same", async () => {
  const { identity, clock } = testIdentity();
  const come = async (n: number) => (await identity.enter(visitor, `guest ${n}`)).actor;
  for (let n = 0; n < 20; n++) await identity.deleteAccount(await come(n), "", "go");
  const actor = await come(20);
  const refused = await assertRejects(() => identity.deleteAccount(actor, "", "go"), ChatError);
  assertEquals(refused.refusal, "too-fast");
  const elsewhere = await identity.enter({ ...visitor, address: "198.51.100.7" }, "bea");
  await identity.deleteAccount(elsewhere.actor, "", "go");
  await identity.signOut(actor);
  const other = await come(21);
  await clock.advance(10 * 60_000);
  await identity.deleteAccount(other, "", "go");
});
