import { assertEquals } from "@std/assert";
import { StatusWriter } from "../../../lib/chat/presence/status_writer.ts";
import { recordingLogger, silentLogger } from "../../support/loggers.ts";
import type { Status } from "../../../lib/store/presence_rows.ts";

/** A store that answers when the test says so. */
function slowRows() {
  const written: Array<string | undefined> = [];
  let waiting = Promise.withResolvers<void>();
  return {
    written,
    setStatus(_user: string, status: Status | undefined) {
      written.push(status?.status);
      return waiting.promise;
    },
    async answer(how: "done" | "failed") {
      const asked = waiting;
      waiting = Promise.withResolvers();
      if (how === "done") asked.resolve();
      else asked.reject(new Error("away"));
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

Deno.test("status writer - one write at a time, and the latest of what came meanwhile", async () => {
  const rows = slowRows();
  const writer = new StatusWriter(rows, silentLogger);
  for (let n = 1; n <= 1_000; n++) writer.put("ana", { status: `${n}` });
  assertEquals(rows.written, ["1"]);
  await rows.answer("done");
  assertEquals(rows.written, ["1", "1000"]);
  await rows.answer("done");
  writer.put("ana", undefined);
  assertEquals(rows.written, ["1", "1000", undefined]);
  await rows.answer("done");
});

Deno.test("status writer - a write that fails is reported, and the next one is tried", async () => {
  const rows = slowRows();
  const reported: string[] = [];
  const writer = new StatusWriter(rows, recordingLogger((what) => void reported.push(what)));
  writer.put("ana", { status: "one" });
  writer.put("ana", { status: "two" });
  await rows.answer("failed");
  assertEquals([rows.written, reported], [["one", "two"], ["A status could not be kept"]]);
  await rows.answer("done");
});

Deno.test("status writer - closing waits for what is being written", async () => {
  const rows = slowRows();
  const writer = new StatusWriter(rows, silentLogger);
  writer.put("ana", { status: "one" });
  writer.put("ana", { status: "two" });
  let closed = false;
  const closing = writer.close().then(() => closed = true);
  await rows.answer("done");
  assertEquals([rows.written, closed], [["one", "two"], false]);
  await rows.answer("done");
  await closing;
});
