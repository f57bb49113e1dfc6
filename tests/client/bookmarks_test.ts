import { assertEquals } from "@std/assert";
import type { Timeline } from "../../lib/client/model.ts";
import { ClientFixture } from "../support/client_fixture.ts";

/** By message: the note of its bookmark, where it has one. */
const notes = (timeline: Timeline) =>
  timeline.items.value.flatMap((item) =>
    item.is === "message" ? [item.mine?.bookmark?.note ?? ""] : []
  );

Deno.test("bookmarks - what another device changed while this one was away is so once it is back (M12)", async () => {
  const fixture = new ClientFixture();
  const { server } = fixture;
  const [first, second] = ["keep me", "and me"].map((text) => server.say("general", text));
  const model = await fixture.online();
  const timeline = model.timeline("general");
  await fixture.pass(1_000);
  const { seq: target } = first!;
  const bookmark = { at: fixture.clock.now(), note: "old" };
  server.push({ type: "bookmark", conversation: "general", target, bookmark });
  await fixture.pass(1_000);
  assertEquals(notes(timeline), ["old", ""]);

  server.cut();
  const at = fixture.clock.now();
  server.bookmarks = [{ conversation: "general", event: second!, at, note: "new" }];
  await fixture.pass(10_000);
  assertEquals(notes(timeline), ["", "new"]);
  model.stop();
});
