import { assertEquals } from "@std/assert";
import { createReadOut, isWhole } from "../../../lib/chat/messages/read_out.ts";
import type { LogEntry } from "../../../lib/log/log.ts";
import type { LogEvent } from "../../../lib/protocol/events.ts";

const entry = (event: LogEvent): LogEntry => ({ event, id: `request ${event.seq}`, messages: 1 });
const message = (seq: number, text: string) =>
  entry({ kind: "message", seq, at: seq, by: "ana", id: `m${seq}`, text, version: 2 });
const edit = (seq: number, target: number) =>
  entry({ kind: "edit", seq, at: seq, by: "ana", target });

/** Over a log that holds these, and notes what is read of it. */
function overLog(...stored: LogEntry[]) {
  const asked: number[][] = [];
  const readOut = createReadOut({
    clock: { now: () => 1_000 },
    log: {
      entries(_, seqs) {
        asked.push([...seqs]);
        return Promise.resolve(seqs.map((seq) => stored.find(({ event }) => event.seq === seq)));
      },
    },
  });
  return { readOut, asked };
}

const textOf = (event: LogEvent | undefined) => event?.kind === "edit" ? event.text : undefined;

Deno.test("read out - an edit brings the words of its message as they are when it is read (M1)", async () => {
  const { readOut, asked } = overLog(message(1, "far"), message(2, "near"));
  const told = await readOut.events("room", [message(2, "near"), edit(3, 1), edit(4, 2)]);
  assertEquals(told.map(textOf), [undefined, "far", "near"]);
  assertEquals(told[1]?.kind === "edit" && told[1].version, 2);
  assertEquals(asked, [[1]], "only what is not at hand is read");
});

Deno.test("read out - what has no edit is told without a read (M1)", async () => {
  const { readOut, asked } = overLog();
  await readOut.events("room", [message(1, "plain")]);
  assertEquals(asked, []);
});

Deno.test("read out - an edit of a message that is gone brings no words (M3)", async () => {
  const gone = entry({
    kind: "message",
    seq: 1,
    at: 1,
    by: "ana",
    id: "m",
    text: "",
    deletedAt: 9,
  });
  const { readOut } = overLog(gone);
  assertEquals((await readOut.events("room", [edit(2, 1)])).map(textOf), [""]);
});

Deno.test("read out - without a read, an edit is whole by what the commit changed, or is a hint (M1)", () => {
  const { readOut, asked } = overLog(message(1, "stored"));
  const [whole] = readOut.known([edit(2, 1)], [message(1, "revised")]);
  const [hint] = readOut.known([edit(2, 1)]);
  assertEquals([whole, hint].map((event) => event && isWhole(event)), [true, false]);
  assertEquals(textOf(whole), "revised");
  assertEquals(asked, []);
});
