import { assertEquals } from "@std/assert";
import { Unavailable } from "../../lib/kv/kv.ts";
import { testIdentity } from "../support/identity.ts";
import { MemoryKv } from "../support/memory_kv.ts";

const visitor = { address: "192.0.2.1", device: "Firefox on Linux" };

Deno.test("identity - a guest leaves with the last session, a member by no sign-out (P4)", async () => {
  const { identity, sessions, announced } = testIdentity();
  const left = () => announced.splice(0).filter(({ message }) => message.type === "left").length;
  const { actor: guest } = await identity.enter(visitor, "ana");
  const { session } = await sessions.start(guest.user.id, "another");
  await identity.signOut(guest);
  assertEquals(left(), 0, "on another device she is still here");
  await identity.signOut({ ...guest, session: session.id });
  assertEquals(left(), 1);
  const { actor: member } = await identity.register(visitor, {
    name: "Zoe",
    password: "leaves fall",
  });
  await identity.signOut(member);
  assertEquals(left(), 0);
});

Deno.test("identity - a session that has ended is told to its sockets, though the store then fails", async () => {
  const kv = new MemoryKv();
  const { identity, sessions, announced } = testIdentity(kv);
  const { actor: guest } = await identity.enter(visitor, "ana");
  const list = kv.list.bind(kv);
  kv.list = () => Promise.reject(new Unavailable("The store is away"));
  announced.length = 0;
  await identity.signOut(guest);
  kv.list = list;
  assertEquals(await sessions.list(guest.user.id), []);
  const ended = announced.filter(({ message }) => message.type === "expel");
  assertEquals(ended.length, 1);
  assertEquals(announced.some(({ message }) => message.type === "left"), false);
});
