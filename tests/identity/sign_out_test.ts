import { assertEquals } from "@std/assert";
import { testIdentity } from "../support/identity.ts";

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
