import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readTimelinePage } from "../../../lib/chat/messages/timeline_page.ts";
import type { LogEntry } from "../../../lib/log/log.ts";
import type { LogEvent } from "../../../lib/protocol/events.ts";
import { standsInTimeline } from "../../../lib/protocol/threads.ts";

/** A log of messages (`m`), joins (`j`), replies in a thread (`r`) and such that went to the room too (`a`). */
function logOf(kinds: string) {
  let aside = 0;
  let reads = 0;
  const entries = Array.from(kinds, (kind, n): LogEntry => {
    const seq = n + 1;
    const event: LogEvent = kind === "j" ? { kind: "join", seq, at: seq, by: `${seq}` } : {
      kind: "message",
      seq,
      at: seq,
      by: "ana",
      id: `${seq}`,
      text: kind,
      ...(kind !== "m" && { thread: 1 }),
      ...(kind === "a" && { alsoInRoom: true }),
    };
    aside = standsInTimeline(event) ? 0 : aside + 1;
    return { event, id: `${seq}`, messages: 0, ...(aside > 0 && { aside }) };
  });
  return {
    read(
      _: string,
      { after = 0, before = Infinity, limit, newest }: {
        after?: number;
        before?: number;
        limit: number;
        newest?: boolean;
      },
    ) {
      reads++;
      const found = entries.filter(({ event }) => event.seq > after && event.seq < before);
      return Promise.resolve(newest ? found.slice(-limit) : found.slice(0, limit));
    },
    take: () => [reads, reads = 0][0],
    shown: entries.map(({ event }) => event).filter(standsInTimeline).map(({ seq }) => seq),
    length: kinds.length,
  };
}

const seqs = (entries: readonly LogEntry[]) => entries.map(({ event }) => event.seq);

Deno.test("timeline page - a page is full in few reads though thousands of replies lie between (M6)", async () => {
  const log = logOf("m".repeat(30) + "r".repeat(5_000) + "m".repeat(20));
  const page = await readTimelinePage(log, "room", { limit: 40 });
  assertEquals(seqs(page.entries), log.shown.slice(-40));
  assertEquals([page.from, page.to, page.more], [11, 5_050, true]);
  assert((log.take() ?? 0) <= 3);
  const older = await readTimelinePage(log, "room", { before: page.from, limit: 40 });
  assertEquals([seqs(older.entries).length, older.from, older.more], [10, 1, false]);
});

Deno.test("timeline page - a plain page is one read", async () => {
  const log = logOf("m".repeat(200));
  const page = await readTimelinePage(log, "room", { limit: 50 });
  assertEquals([seqs(page.entries).length, page.from, log.take()], [50, 151, 1]);
});

Deno.test("timeline page - who came in between takes no message's place, where messages count", async () => {
  const log = logOf("m".repeat(60) + "jm".repeat(30) + "j".repeat(120) + "mm");
  const count = (entries: readonly LogEntry[]) =>
    entries.filter(({ event }) => event.kind === "message").length;
  const first = await readTimelinePage(log, "room", { limit: 50, messages: true });
  assertEquals([count(first.entries), first.entries.length, first.more], [50, 200, true]);
  assertEquals(first.from, 43);
  const plain = await readTimelinePage(log, "room", { limit: 50 });
  assertEquals(count(plain.entries), 2);
  const seen = [...seqs(first.entries)];
  for (let { from, more } = first; more;) {
    const older = await readTimelinePage(log, "room", { limit: 50, messages: true, before: from });
    seen.unshift(...seqs(older.entries));
    ({ from, more } = older);
  }
  assertEquals(seen, log.shown, "each once, none left out");
  const crowd = logOf("m" + "j".repeat(2_000) + "m");
  const page = await readTimelinePage(crowd, "room", { limit: 50, messages: true });
  assertEquals([page.entries.length, page.more], [300, true], "a page has an end");
});

Deno.test("timeline page - the newest one is one read, where it was read before", async () => {
  const log = logOf("mrrrr".repeat(100));
  const sizes = new Map<string, number>();
  const first = await readTimelinePage(log, "room", { limit: 50 }, sizes);
  assertEquals([seqs(first.entries).length, log.take()], [50, 2]);
  const again = await readTimelinePage(log, "room", { limit: 50 }, sizes);
  assertEquals([again, log.take()], [first, 1]);
  await readTimelinePage(log, "room", { limit: 20 }, sizes);
  assertEquals(log.take(), 2, "of another length nothing is known");
});

Deno.test("timeline page - pages meet without a gap, back and on, with few reads each (M6)", async () => {
  const runs = fc.array(
    fc.tuple(
      fc.constantFrom("m", "r", "a"),
      fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(700)),
    ),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(runs, fc.integer({ min: 1, max: 60 }), async (runs, limit) => {
      const log = logOf(runs.map(([kind, count]) => kind.repeat(count)).join(""));
      const back: number[] = [];
      let before: number | undefined;
      for (let more = true, pages = 0; more; pages++) {
        const page = await readTimelinePage(log, "room", { before, limit });
        assertEquals(page.to, before === undefined ? log.length : before - 1);
        back.unshift(...seqs(page.entries));
        assert(page.entries.length <= limit && (log.take() ?? 0) <= 12);
        assert(before === undefined || page.from < before || !page.more, "a page leads on");
        ({ from: before, more } = page);
        assert(pages < 10_000);
      }
      assertEquals(back, log.shown);
      const on: number[] = [];
      let after = 0;
      for (let more = true; more;) {
        const page = await readTimelinePage(log, "room", { after, limit });
        on.push(...seqs(page.entries));
        assert(page.from === after + 1 && (log.take() ?? 0) <= 12);
        ({ to: after, more } = page);
      }
      assertEquals([on, after], [log.shown, log.length]);
    }),
    { numRuns: 60 },
  );
});
