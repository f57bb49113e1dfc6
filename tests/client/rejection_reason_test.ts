import { assert, assertEquals } from "@std/assert";
import { rejectionReasonOverHttp } from "../../lib/client/rejection_reason.ts";
import { ClientFixture } from "../support/client_fixture.ts";

const answer = (standing: object) => () => Promise.resolve(Response.json(standing));

Deno.test("rejection reason - it says what a goodbye would have said (T3)", async () => {
  const kicked = { is: "kicked", message: "So it is.", retryAfterMs: 60_000 };
  assertEquals(await rejectionReasonOverHttp(answer(kicked))(), {
    type: "goodbye",
    reason: "kicked",
    message: "So it is.",
    retryAfterMs: 60_000,
  });
  assertEquals(await reasonOf(answer({ is: "banned", message: "No." })), "banned");
  assertEquals(await reasonOf(answer({ is: "signed-out" })), "session-ended");
});

async function reasonOf(fetch: () => Promise<Response>): Promise<string | undefined> {
  const found = await rejectionReasonOverHttp(fetch)();
  return typeof found === "object" ? found.reason : found;
}

Deno.test("rejection reason - whoever is let in is told so", async () => {
  assertEquals(await reasonOf(answer({ is: "in" })), "accepted");
});

Deno.test("rejection reason - no answer of the server is no reason", async () => {
  const answers = [
    () => Promise.resolve(Response.json({ code: "forbidden" }, { status: 403 })),
    () => Promise.resolve(new Response("<p>A proxy says no</p>", { status: 403 })),
    () => Promise.reject(new TypeError("The network is away")),
  ];
  for (const answer of answers) {
    assertEquals(await rejectionReasonOverHttp(answer)(), undefined);
  }
});

Deno.test("rejection reason - asked when the door stays shut twice, and what it says ends the connection", async () => {
  const fixture = new ClientFixture();
  let asked = 0;
  const model = await fixture.online({
    endpoint: {
      ...fixture.endpoint,
      rejectionReason() {
        asked++;
        return Promise.resolve({ type: "goodbye", reason: "banned", message: "For a week." });
      },
    },
  });
  assertEquals(model.connection.value.state, "online");
  fixture.server.accepts = false;
  fixture.server.cut();
  await fixture.rest();
  assertEquals([model.connection.value.state, asked], ["waiting", 0], "lost, not refused");
  await fixture.pass(60_000);
  assertEquals(asked, 1);
  assertEquals(model.connection.value, {
    state: "ended",
    reason: "banned",
    message: "For a week.",
    retryAt: undefined,
  });
  assertEquals(fixture.clock.pending <= 1, true, "nothing tries to connect any more");
});

Deno.test("rejection reason - a person who was kicked comes back by themselves when the time is over", async () => {
  const fixture = new ClientFixture();
  fixture.server.accepts = false;
  const model = await fixture.online({
    endpoint: {
      ...fixture.endpoint,
      rejectionReason: () =>
        Promise.resolve({ type: "goodbye", reason: "kicked", message: "", retryAfterMs: 300_000 }),
    },
  });
  await fixture.pass(30_000);
  assertEquals(model.connection.value.state, "ended");
  fixture.server.accepts = true;
  await fixture.pass(250_000, 1_000);
  assertEquals(model.connection.value.state, "ended");
  await fixture.pass(60_000, 1_000);
  assertEquals(model.connection.value.state, "online");
});

Deno.test("rejection reason - a kick that is lifted ends soon, and is asked for ever more seldom", async () => {
  const fixture = new ClientFixture();
  const hourMs = 3_600_000;
  let [kicked, asked] = [true, 0];
  const model = await fixture.online({
    endpoint: {
      ...fixture.endpoint,
      rejectionReason: () => {
        asked++;
        return Promise.resolve(
          kicked
            ? { type: "goodbye", reason: "kicked", message: "", retryAfterMs: 2 * hourMs }
            : "accepted",
        );
      },
    },
  });
  fixture.server.cut(4410, { reason: "kicked", retryAfterMs: 2 * hourMs });
  await fixture.pass(20_000, 1_000);
  assertEquals([model.connection.value.state, asked], ["ended", 3]);
  await fixture.pass(hourMs, 10_000);
  assert(asked < 80, `${asked} times in an hour`);
  kicked = false;
  await fixture.pass(60_000, 1_000);
  assertEquals(model.connection.value.state, "online");
});
