import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { KvConnectServer } from "../../support/kv_connect/server.ts";
import { enter, Talker } from "../../support/talker.ts";
import { Fleet } from "./fleet.ts";

const MESSAGES = 40;
/** Long enough to schedule them all, where much else runs too. */
const DUE_IN_MS = 6_000;

Deno.test("jobs - of two processes one is killed while it sends what is scheduled: each goes out once (J, M10)", async () => {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", "any");
  const server = await new KvConnectServer().start();
  const fleet = new Fleet({ processes: 2, workers: 1, kv: server.url });
  await fleet.startAll();
  try {
    const token = await enter(fleet.url(0), "ada");
    const planner = await Talker.connect(fleet.url(0), token);
    const reader = await Talker.connect(fleet.url(1), token);
    await reader.ask({ type: "sync", since: {} });
    const at = Date.now() + DUE_IN_MS;
    const texts = Array.from({ length: MESSAGES }, (_, n) => `number ${n}`);
    await Promise.all(texts.map(async (text) => {
      const id = crypto.randomUUID();
      const { ok } = await planner.ask({ type: "schedule", conversation: GENERAL, id, text, at });
      assert(ok, "it is scheduled");
    }));
    const heard = () =>
      reader.frames.flatMap((frame) => frame.type === "events" ? frame.events : [])
        .flatMap((event) => event.kind === "message" ? [event.text] : []);
    await reader.next(() => heard().length > 0);
    await fleet.kill(0, "SIGKILL");
    await reader.next(() => heard().length >= MESSAGES);
    const { events } = await reader.ask({ type: "history", conversation: GENERAL, limit: 200 });
    const said = events.flatMap((event: { kind: string; text?: string }) =>
      event.kind === "message" ? [event.text] : []
    );
    assertEquals([...said].sort(), [...texts].sort(), "each once");
    const { later } = await reader.ask({ type: "later" });
    assertEquals(later, []);
    await reader.close();
  } finally {
    await fleet.close();
    await server.stop();
  }
});
