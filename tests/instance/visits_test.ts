import { assertEquals } from "@std/assert";
import { tellVisits, type Visits } from "../../lib/instance/visits.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { communityTest } from "../support/community.ts";

communityTest("visits - who comes and goes is told by name, a reload is not", 1, async (here) => {
  const told: string[] = [];
  tellVisits(here.one.instance, { clock: here.clock, tell: (line) => void told.push(line) });
  const [awa, noor] = [await here.person("Awa", "moderator"), await here.person("Noor")];
  const first = await here.connect(here.one, awa);
  const second = await here.connect(here.one, awa);
  await here.connect(here.one, noor);
  first.gone();
  await here.pass(5_000);
  second.gone();
  await here.pass(1_000);
  const back = await here.connect(here.one, awa);
  await here.pass(5_000);
  assertEquals(told, [
    "Awa (moderator) came in. 1 person is here.",
    "Noor came in. 2 people are here.",
  ]);
  told.length = 0;
  back.gone();
  await here.pass(5_000);
  assertEquals(told, ["Awa left. 1 person is here."]);
});

Deno.test("visits - the last who leaves leaves nobody", async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  let listeners: Parameters<Visits["onVisits"]>[0] | undefined;
  const visits: Visits = { onVisits: (given) => void (listeners = given) };
  tellVisits(visits, { clock, tell: (line) => void told.push(line) });
  const user = { id: "1", name: "Zed", role: "guest" as const };
  listeners?.arrived(user);
  listeners?.left(user);
  await clock.advance(3_000);
  assertEquals(told, ["Zed (guest) came in. 1 person is here.", "Zed left. No people are here."]);
});
