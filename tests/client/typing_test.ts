import { assertEquals } from "@std/assert";
import { TYPING_MS } from "../../lib/protocol/limits.ts";
import type { PresenceChange } from "../../lib/protocol/events.ts";
import { ClientFixture } from "../support/client_fixture.ts";
import { ANA, BEN } from "../support/fake_server.ts";

const change = (state: PresenceChange["state"], person = BEN): PresenceChange => ({
  user: person.id,
  name: person.name,
  role: person.role,
  state,
});

Deno.test("typing - ends with the session, the membership and the account", async () => {
  const ends: Array<(server: ClientFixture["server"]) => void> = [
    (server) => server.push({ type: "typing-ended", conversation: "general", user: BEN.id }),
    (server) => server.push({ type: "presence", changes: [change("offline")] }),
    (server) => server.append("general", BEN, { kind: "leave", reason: "kicked" }),
    (server) =>
      server.push({ type: "users", users: { [BEN.id]: { name: "", role: "member", gone: true } } }),
  ];
  for (const end of ends) {
    const fixture = new ClientFixture();
    const model = await fixture.online();
    const [room, thread] = [model.typing("general"), model.typing("general", 7)];
    model.timeline("general");
    for (const in_ of [undefined, 7]) {
      const place = in_ === undefined ? {} : { thread: in_ };
      fixture.server.push({
        type: "typing",
        conversation: "general",
        user: BEN.id,
        name: "ben",
        ...place,
      });
    }
    await fixture.rest();
    assertEquals([room.value, thread.value], [["ben"], ["ben"]]);
    end(fixture.server);
    await fixture.pass(100);
    assertEquals(room.value, [], String(end));
    if (end !== ends[0]) assertEquals(thread.value, [], String(end));
    model.stop();
  }
});

Deno.test("typing - is forgotten after 6 s, and ends with the message", async () => {
  const fixture = new ClientFixture();
  fixture.server.presence = [change("online")];
  const model = await fixture.online();
  const names = model.typing("general");
  const type = async () => {
    fixture.server.push({ type: "typing", conversation: "general", user: BEN.id });
    await fixture.rest();
  };
  await type();
  assertEquals(names.value, ["ben"]);
  await fixture.pass(TYPING_MS - 500);
  await type(); // still at it
  await fixture.pass(TYPING_MS - 500);
  assertEquals(names.value, ["ben"]);
  await fixture.pass(500);
  assertEquals(names.value, []);
  await type();
  assertEquals(names.value, ["ben"]);
  fixture.server.say("general", "done");
  await fixture.rest();
  assertEquals(names.value, []);
  await type();
  fixture.server.cut();
  assertEquals(names.value, []);
});

Deno.test("typing - whoever is renamed meanwhile types under the new name (N6)", async () => {
  const fixture = new ClientFixture();
  fixture.server.presence = [change("online")];
  const model = await fixture.online();
  fixture.server.push({ type: "typing", conversation: "general", user: BEN.id });
  await fixture.rest();
  assertEquals(model.typing("general").value, ["ben"]);
  fixture.server.push({ type: "users", users: { [BEN.id]: { name: "Benno", role: "member" } } });
  await fixture.rest();
  assertEquals(model.typing("general").value, ["Benno"]);
});

Deno.test("typing - the user's own is said once in three seconds and never shown", async () => {
  const fixture = new ClientFixture();
  const model = await fixture.online();
  for (let n = 0; n < 40; n++) {
    model.writing("general");
    await fixture.pass(100);
  }
  assertEquals(fixture.server.requests("typing").length, 2);
  fixture.server.push({ type: "typing", conversation: "general", user: ANA.id });
  await fixture.rest();
  assertEquals(model.typing("general").value, []);
});

Deno.test("typing - of whom the user blocked nothing is shown", async () => {
  const fixture = new ClientFixture();
  fixture.server.presence = [change("online")];
  const model = await fixture.online();
  const type = async () => {
    fixture.server.push({ type: "typing", conversation: "general", user: BEN.id });
    await fixture.rest();
    return model.typing("general").value;
  };
  const { settings } = fixture.server;
  fixture.server.push({ type: "settings", settings: { ...settings, blocked: [BEN.id] } });
  assertEquals(await type(), []);
  fixture.server.push({ type: "settings", settings });
  assertEquals(await type(), ["ben"]);
});
