import { assertEquals } from "@std/assert";
import { createPresenceRows } from "../../lib/store/presence_rows.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { ScriptedKv } from "../support/scripted_kv.ts";

/** Writes a status that the store never answers, and applies when all else was written. */
async function lateWrite(latest: string | undefined) {
  const kv = new ScriptedKv(new MemoryKv());
  const rows = createPresenceRows(kv);
  for (let n = 0; n < 3; n++) kv.fates.push("applied after it was given up");
  await rows.setStatus("ana", { status: "at lunch" }).catch(() => {}); // it was given up
  kv.fates.length = 0;
  await rows.setStatus("ana", latest === undefined ? undefined : { status: latest });
  await kv.applyLate();
  return (await rows.status("ana"))?.status;
}

Deno.test("presence rows - a write applied very late brings no old status back", async () => {
  assertEquals(await lateWrite("back"), "back");
});

Deno.test("presence rows - nor over one that was cleared", async () => {
  assertEquals(await lateWrite(undefined), undefined);
});
