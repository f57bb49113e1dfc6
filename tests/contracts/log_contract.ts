import { assert, assertEquals, assertRejects } from "@std/assert";
import type { AppendRequest } from "../../lib/log/log.ts";
import { keys } from "../../lib/kv/keys.ts";
import { type Kv, Unavailable } from "../../lib/kv/kv.ts";
import { soundLog } from "../support/log_invariants.ts";
import { appended, deliveredOf, message, openLog } from "../support/opened_log.ts";
import type { OpenedKv } from "./kv_contract.ts";
import { logChangeContract } from "./log_change_contract.ts";
import { logFaultContract } from "./log_fault_contract.ts";

/** What every log must do, over whatever store; the changes and the faults are in files beside. */
export function logContract(name: string, openKv: () => Promise<OpenedKv>): void {
  const test = (behaviour: string, run: (kv: Kv) => Promise<void>) =>
    Deno.test(`log over ${name} - ${behaviour}`, async () => {
      const { kv, close } = await openKv();
      try {
        await run(kv);
      } finally {
        await close();
      }
    });

  logChangeContract(test);
  logFaultContract(test);

  test("what was acknowledged is in the store (D1)", async (kv) => {
    const { log } = openLog(kv);
    let stored: Promise<unknown> | undefined;
    const acknowledge = () => void (stored = kv.get(keys.entry("room", 1)));
    const request = message("hello", { acknowledge });
    assertEquals((await appended(log, request)).seq, 1);
    const entry = await stored;
    assert(entry && typeof entry === "object" && "value" in entry && entry.value !== null);
    const [first] = await soundLog(kv, "room");
    assertEquals(first?.event.kind === "message" && first.event.text, "hello");
    assertEquals(first?.id, request.id);
  });

  test("seq is 1, 2, 3 … in the order asked, each conversation its own (D2)", async (kv) => {
    const { log } = openLog(kv);
    const places = await Promise.all(
      Array.from(
        { length: 60 },
        (_, n) => appended(log, message(`${n}`, { conversation: `room-${n % 3}` })),
      ),
    );
    assertEquals(places.map(({ seq }) => seq), places.map((_, n) => Math.floor(n / 3) + 1));
    for (const room of ["room-0", "room-1", "room-2"]) {
      assertEquals((await soundLog(kv, room)).length, 20);
    }
  });

  test("two instances that append at once share one order (D2)", async (kv) => {
    const logs = [openLog(kv).log, openLog(kv).log];
    const writes = Array.from({ length: 80 }, async (_, n) => {
      const log = logs[n % 2] as typeof logs[0];
      return (await appended(log, message(`${n}`, { by: `user-${n % 7}` }))).seq;
    });
    const seqs = await Promise.all(writes);
    assertEquals(seqs.toSorted((a, b) => a - b), Array.from({ length: 80 }, (_, n) => n + 1));
    assertEquals((await soundLog(kv, "room")).length, 80);
  });

  test("an uncontended append reads nothing", async (kv) => {
    const opened = openLog(kv);
    let after = (await appended(opened.log, message("first"))).seq;
    const { reads } = opened.kv;
    for (let n = 0; n < 5; n++) {
      after = (await appended(opened.log, message("next", { after }))).seq;
    }
    assertEquals(opened.kv.reads, reads);
    assertEquals(after, 6);
  });

  test("a request that is repeated gets the same seq (D3)", async (kv) => {
    const { log } = openLog(kv);
    const request = message("once");
    const first = await appended(log, request);
    await appended(log, message("between"));
    assertEquals(first, { seq: 1, at: first.at, duplicate: false });
    assertEquals(await appended(log, request), { ...first, duplicate: true });
    assertEquals((await soundLog(kv, "room")).length, 2);
  });

  test("a request that is sent many times at once stands once (D3)", async (kv) => {
    const logs = [openLog(kv), openLog(kv)];
    const request = message("at once");
    const tries = Array.from(
      { length: 20 },
      (_, n) => appended((logs[n % 2] as typeof logs[0]).log, request),
    );
    assertEquals([...new Set((await Promise.all(tries)).map(({ seq }) => seq))], [1]);
    assertEquals((await soundLog(kv, "room")).length, 1);
  });

  test("the same id of two authors is two requests (D3)", async (kv) => {
    const { log } = openLog(kv);
    const mine = message("mine");
    const places = await Promise.all([mine, { ...mine, by: "bo" }].map((r) => appended(log, r)));
    assertEquals(places.map(({ seq }) => seq), [1, 2]);
  });

  test("a duplicate is found deep in the log by an instance that never saw it (D3)", async (kv) => {
    const { log } = openLog(kv);
    const deep = message("deep");
    await appended(log, deep);
    await Promise.all(Array.from({ length: 700 }, (_, n) => log.append(message(`${n}`))));
    const other = openLog(kv);
    assertEquals((await appended(other.log, deep)).seq, 1);
    assertEquals((await appended(other.log, message("new"))).seq, 702);
    await other.log.drain();
    assertEquals(deliveredOf(other.delivered, "room").map(({ event }) => event.seq), [1, 702]);
    await soundLog(kv, "room");
  });

  test("a search deep in the log holds up its author alone (D3)", async (kv) => {
    const { log } = openLog(kv);
    const deep = message("deep", { by: "bo" });
    await appended(log, deep);
    await Promise.all(Array.from({ length: 2000 }, (_, n) => log.append(message(`${n}`))));
    const other = openLog(kv).log;
    const order: string[] = [];
    const ask = (text: string, request: AppendRequest) =>
      appended(other, { ...request, acknowledge: ({ seq }) => void order.push(`${text} ${seq}`) });
    await Promise.all([
      ask("again", deep),
      ask("new", message("new", { by: "bo" })),
      ask("next", message("next", { by: "bo", after: 2001 })),
      ask("ana", message("quick", { after: 2001 })),
    ]);
    assertEquals(order.filter((told) => told !== "again 1"), ["ana 2002", "new 2003", "next 2004"]);
    assert(order.indexOf("again 1") < order.indexOf("new 2003"));
    await soundLog(kv, "room");
  });

  test("a duplicate that comes while its author's log is searched is found (D3)", async (kv) => {
    const { log } = openLog(kv);
    const [first, second] = [message("1", { by: "bo" }), message("2", { by: "bo" })];
    for (const request of [first, second]) await appended(log, request);
    await Promise.all(Array.from({ length: 2000 }, (_, n) => log.append(message(`${n}`))));
    const other = openLog(kv);
    const under = Promise.withResolvers<void>();
    other.kv.beforeRead = (reads) => reads === 2 ? under.resolve() : undefined;
    const deep = appended(other.log, message("new", { by: "bo", after: 500 }));
    await under.promise;
    assertEquals((await appended(other.log, second)).seq, 2);
    assertEquals((await deep).seq, 2003);
    assertEquals((await soundLog(kv, "room")).length, 2003);
  });

  test("a scan reads only what is after the place the author had seen (D3)", async (kv) => {
    const first = openLog(kv);
    await Promise.all(Array.from({ length: 600 }, (_, n) => first.log.append(message(`${n}`))));
    const other = openLog(kv);
    await appended(other.log, message("late", { after: 600 }));
    assertEquals(other.kv.reads, 1); // the head
    const behind = openLog(kv);
    await appended(behind.log, message("later", { after: 590 }));
    assertEquals(behind.kv.reads, 2); // the head, and one page of entries
    await soundLog(kv, "room");
  });

  test("acknowledgements come in order, before the delivery (D5)", async (kv) => {
    const order: string[] = [];
    const opened = openLog(kv);
    const push = opened.delivered.push.bind(opened.delivered);
    opened.delivered.push = (...committed) => {
      order.push(`delivered ${committed.flatMap((one) => one.entries).length}`);
      return push(...committed);
    };
    const replied = async (n: number) => {
      const acknowledge = ({ seq }: { seq: number }) => void order.push(`acknowledged ${seq}`);
      await appended(opened.log, message(`${n}`, { acknowledge }));
      order.push("replied");
    };
    await Promise.all([replied(1), replied(2)]);
    await opened.log.drain();
    assertEquals(order, ["acknowledged 1", "acknowledged 2", "replied", "replied", "delivered 2"]);
  });

  test("an acknowledgement that throws harms nobody", async (kv) => {
    const opened = openLog(kv);
    const acknowledge = () => {
      throw new Error("a socket that is gone");
    };
    const places = await Promise.all([
      appended(opened.log, message("one", { acknowledge })),
      appended(opened.log, message("two")),
    ]);
    assertEquals(places.map(({ seq }) => seq), [1, 2]);
    assertEquals(opened.reports, ["An acknowledgement threw"]);
  });

  test("more conversations than one commit can check go with the next", async (kv) => {
    const opened = openLog(kv);
    const rooms = Array.from({ length: 130 }, (_, n) => `room-${n}`);
    for (const round of [1, 2]) {
      const seqs = await Promise.all(
        rooms.map((conversation) => appended(opened.log, message("hi", { conversation }))),
      );
      assertEquals(new Set(seqs.map(({ seq }) => seq)), new Set([round]));
    }
    assert(opened.kv.commits >= 2 * Math.ceil(130 / kv.maxChecks), `${opened.kv.commits} commits`);
  });

  test("long texts fill several commits and none too full", async (kv) => {
    const { log } = openLog(kv);
    const text = "😀".repeat(4000);
    await Promise.all(Array.from({ length: 120 }, () => log.append(message(text))));
    assertEquals((await soundLog(kv, "room")).length, 120);
  });

  test("pages are read after, before and from the end", async (kv) => {
    const { log } = openLog(kv);
    await Promise.all(Array.from({ length: 30 }, (_, n) => log.append(message(`${n + 1}`))));
    const page = async (range: Parameters<typeof log.read>[1]) =>
      (await log.read("room", range)).map(({ event }) => event.seq);
    assertEquals(await page({ limit: 3 }), [1, 2, 3]);
    assertEquals(await page({ after: 10, limit: 3 }), [11, 12, 13]);
    assertEquals(await page({ after: 10, before: 13, limit: 9 }), [11, 12]);
    assertEquals(await page({ before: 13, limit: 3, newest: true }), [10, 11, 12]);
    assertEquals(await page({ limit: 3, newest: true }), [28, 29, 30]);
    assertEquals(await page({ after: 30, limit: 3 }), []);
    assertEquals(await log.read("empty", { limit: 3 }), []);
  });

  test("heads come in the order asked, 0 where nothing is", async (kv) => {
    const { log } = openLog(kv);
    const rooms = Array.from({ length: 25 }, (_, n) => `room-${n}`);
    await Promise.all(
      rooms.slice(1).flatMap((conversation, n) =>
        Array.from({ length: (n % 3) + 1 }, () => log.append(message("hi", { conversation })))
      ),
    );
    const heads = await log.heads([...rooms].reverse());
    assertEquals(
      heads.map(({ seq }) => seq).reverse(),
      rooms.map((_, n) => n === 0 ? 0 : ((n - 1) % 3) + 1),
    );
    assertEquals(heads.at(-1), { seq: 0, messages: 0, at: 0 });
  });

  test("drain waits for what was asked and takes no more (D7)", async (kv) => {
    const { log, delivered } = openLog(kv);
    const writes = Array.from({ length: 300 }, (_, n) => appended(log, message(`${n}`)));
    await log.drain();
    assertEquals(deliveredOf(delivered, "room").length, 300);
    assertEquals((await Promise.all(writes)).at(-1)?.seq, 300);
    await assertRejects(() => log.append(message("too late")), Unavailable);
    await log.drain();
  });
}
