import { assert, assertEquals } from "@std/assert";
import { SUBPROTOCOL, SUBPROTOCOL_LINES } from "../../lib/protocol/limits.ts";
import { microtasks } from "../../lib/async/microtasks.ts";
import { Lines } from "../../lib/sockets/lines.ts";
import { runServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

/** More than frames ever wait for others. */
const LONG = 100;

Deno.test("lines - what is sent in one turn goes in one message, what comes later in the next (T6)", async () => {
  const sent: string[] = [];
  const lines = new Lines((text) => sent.push(text));
  lines.add("a");
  await microtasks(3);
  lines.add("b");
  assertEquals(lines.length, 3);
  await microtasks(LONG);
  lines.add("c");
  await microtasks(LONG);
  assertEquals(sent, ["a\nb", "c"]);
});

Deno.test("lines - a message stays small, and what waits is sent before a socket closes", async () => {
  const sent: string[] = [];
  const lines = new Lines((text) => sent.push(text));
  const [half, large] = ["h".repeat(5_000), "l".repeat(20_000)];
  for (const frame of [half, half, large, "a"]) lines.add(frame);
  assertEquals(sent, [half, half, large]);
  lines.flush();
  assertEquals(sent.at(-1), "a");
  await microtasks(LONG);
  assertEquals(sent.length, 4);
});

Deno.test("lines - a reply and one's own message come together, the reply first (D5, T6)", async () => {
  const server = await runServer({});
  try {
    const token = await enter(server.url, "ada");
    const types = ["reply", "events"];
    const separate = await hearOneself(server.url, token, SUBPROTOCOL);
    assertEquals(separate, { held: [1, 1], types });
    // They part where the commit's own news comes between: not each time.
    const together = [];
    for (let tries = 0; tries < 5; tries++) {
      together.push(await hearOneself(server.url, token, SUBPROTOCOL_LINES));
      if (together.at(-1)?.held.length === 1) break;
    }
    assert(together.every((one) => one.types.join() === types.join()), "the reply is first");
    assertEquals(together.at(-1)?.held, [2]);
    assert(!JSON.stringify("a\nb").includes("\n"), "no frame holds a line break");
  } finally {
    await server.close();
  }
});

/** What comes over a new connection for a message of one's own, and how many frames a message held. */
async function hearOneself(url: string, token: string, protocol: string) {
  const ada = await Talker.connect(url, token, protocol);
  await ada.ask({ type: "sync" });
  const before = { held: ada.held.length, frames: ada.frames.length };
  const { seq } = await ada.send("general", "once");
  await ada.next(({ type, events }) => type === "events" && events.at(-1)?.seq === seq);
  const types = ada.frames.slice(before.frames).map(({ type }) => type);
  const held = ada.held.slice(before.held);
  await ada.close();
  return { held, types };
}
