// A server that is killed while it brings a community in.
import { assert, assertEquals } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { keys } from "../../lib/kv/keys.ts";
import { administrator, ask, becomes, sendExport } from "../support/import_api.ts";
import { SETUP_CODE } from "../support/visitor.ts";
import { broughtRoom } from "../support/importing.ts";
import { spawnServer } from "../support/running.ts";
import { slackExport } from "../support/slack_export.ts";
import { openFileKv } from "../support/temporary_kv.ts";
import { zipOf } from "../support/zip_of.ts";

/** Enough that it is seen to be under way. */
const MESSAGES = 60_000;

Deno.test("X1 - an import goes on where its server was killed, on the next one, and comes to the same", async () => {
  const folder = await Deno.makeTempDir({ prefix: "palabre_import_resumes_" });
  const store = `${folder}/palabre.kv`;
  const env = { PALABRE_KV: store, PALABRE_SETUP_CODE: SETUP_CODE };
  const killed = spawnServer({ env });
  let next: ReturnType<typeof spawnServer> | undefined;
  try {
    await killed.listening;
    const awa = await administrator(killed.url);
    const id = await sendExport(awa, "coop.zip", await zipOf(slackExport(MESSAGES)));
    const read = await becomes(awa, id, ({ state }) => state === "read");
    const { import: { id: own } } = await ask(awa, "POST", `/${id}/start`);
    const begun = await becomes(awa, own, ({ messages }) => messages > 0);
    assertEquals(begun.state, "running");
    await killed.kill("SIGKILL");

    next = spawnServer({ env });
    await next.listening;
    const done = await becomes({ ...awa, url: next.url }, own, ({ state }) => state === "done");
    assertEquals(done.messages, read.messages);
    await next.kill("SIGTERM");

    const kv = await openFileKv(store);
    const { row } = await broughtRoom(kv, own, "C01");
    const { value: head } = await kv.get<{ messages: number }>(keys.head(row.id));
    assert(head!.messages >= MESSAGES, String(head!.messages));
    assertEquals((await verifyStore(kv)).findings, []);
    kv.close();
  } finally {
    await killed.kill("SIGKILL");
    await next?.kill("SIGKILL");
    await Deno.remove(folder, { recursive: true });
  }
});
