import { assertEquals } from "@std/assert";
import { refusalOver } from "../../lib/client/refusal.ts";
import { ChatWorld } from "../support/chat_world.ts";

const problem = (refusal: string, more: object = {}) => () =>
  Promise.resolve(
    Response.json({ type: `urn:palabre:problem:${refusal}`, detail: "So it is.", ...more }, {
      status: 403,
    }),
  );

Deno.test("refusal - it says what a goodbye would have said (T3)", async () => {
  const kicked = refusalOver(problem("kicked", { retryAfterMs: 60_000 }), "/me");
  assertEquals(await kicked(), {
    type: "goodbye",
    reason: "kicked",
    message: "So it is.",
    retryAfterMs: 60_000,
  });
  assertEquals((await refusalOver(problem("banned"), "/me")())?.reason, "banned");
  const signedOut = refusalOver(() => Promise.resolve(new Response("", { status: 401 })), "/me");
  assertEquals((await signedOut())?.reason, "session-ended");
});

Deno.test("refusal - whoever is let in, or hears nothing, is not sent away", async () => {
  const answers = [
    () => Promise.resolve(Response.json({ user: {} })),
    problem("foreign-origin"),
    () => Promise.resolve(new Response("<p>A proxy says no</p>", { status: 403 })),
    () => Promise.reject(new TypeError("The network is away")),
  ];
  for (const answer of answers) assertEquals(await refusalOver(answer, "/me")(), undefined);
});

Deno.test("refusal - asked when the door stays shut twice, and what it says ends the connection", async () => {
  const world = new ChatWorld();
  let asked = 0;
  const model = await world.online({
    refusal() {
      asked++;
      return Promise.resolve({ type: "goodbye", reason: "banned", message: "For a week." });
    },
  });
  assertEquals(model.connection.value.state, "online");
  world.server.accepts = false;
  world.server.cut();
  await world.rest();
  assertEquals([model.connection.value.state, asked], ["waiting", 0], "lost, not refused");
  await world.pass(60_000);
  assertEquals(asked, 1);
  assertEquals(model.connection.value, {
    state: "ended",
    reason: "banned",
    message: "For a week.",
    retryAt: undefined,
  });
  assertEquals(world.clock.pending <= 1, true, "nothing tries to connect any more");
});

Deno.test("refusal - a person who was kicked comes back by themselves when the time is over", async () => {
  const world = new ChatWorld();
  world.server.accepts = false;
  const model = await world.online({
    refusal: () =>
      Promise.resolve({ type: "goodbye", reason: "kicked", message: "", retryAfterMs: 300_000 }),
  });
  await world.pass(30_000);
  assertEquals(model.connection.value.state, "ended");
  world.server.accepts = true;
  await world.pass(250_000, 1_000);
  assertEquals(model.connection.value.state, "ended");
  await world.pass(60_000, 1_000);
  assertEquals(model.connection.value.state, "online");
});
