import { assert, assertEquals } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { soundLog } from "../support/log_invariants.ts";
import { appended, deliveredOf, message, type OpenedLog, openLog } from "../support/opened_log.ts";
import type { CommitFate } from "../support/scripted_kv.ts";

const FATES: CommitFate[] = [
  "lost",
  "applied, answer lost",
  "applied, answered false",
  "applied after it was given up",
];

type Test = (behaviour: string, run: (kv: Kv) => Promise<void>) => void;

/** What every log must do when its store fails, lies, is slow or is shared. */
export function logFaultContract(test: Test): void {
  for (const fate of FATES) {
    test(`a commit that is ${fate} leaves each request in the log once (D2, D3)`, async (kv) => {
      const opened = openLog(kv);
      await appended(opened.log, message("before"));
      opened.kv.fates.push(fate);
      const requests = Array.from(
        { length: 12 },
        (_, n) => message(`${n}`, { conversation: n % 3 === 0 ? "other" : "room" }),
      );
      const places = await Promise.all(requests.map((request) => appended(opened.log, request)));
      assert(places.every(({ duplicate }) => !duplicate));
      await opened.kv.applyLate();
      await assertAllOf(opened, kv);
      const entries = [...await soundLog(kv, "room"), ...await soundLog(kv, "other")];
      assertEquals(entries.length, 13);
      requests.forEach(({ id }, n) => {
        assertEquals(entries.find((entry) => entry.id === id)?.event.seq, places[n]?.seq);
      });
    });
  }

  test("fault after fault, each request stands once (D3)", async (kv) => {
    const opened = openLog(kv);
    opened.kv.fates.push(...FATES, ...FATES.toReversed());
    opened.kv.failingReads = 2;
    const writes = Array.from({ length: 10 }, (_, n) => appended(opened.log, message(`${n}`)));
    assertEquals((await Promise.all(writes)).map(({ seq }) => seq), [
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      10,
    ]);
    await assertAllOf(opened, kv);
  });

  test("a commit that wins after it was given up is not repeated (D3)", async (kv) => {
    const opened = openLog(kv);
    await appended(opened.log, message("before"));
    opened.kv.fates.push("applied after it was given up");
    opened.kv.before = (commits) => commits === 3 ? opened.kv.applyLate() : undefined;
    assertEquals((await appended(opened.log, message("late"))).seq, 2);
    assertEquals(opened.kv.commits, 3);
    assertEquals((await soundLog(kv, "room")).length, 2);
    await assertAllOf(opened, kv);
  });

  test("a request whose own commit was lost and won is no conflict", async (kv) => {
    const opened = openLog(kv);
    const mark = keys.member("room", "ana");
    opened.kv.fates.push("applied, answered false");
    const place = await appended(
      opened.log,
      message("", {
        draft: { kind: "join" },
        checks: [{ key: mark, versionstamp: null }],
        also: (seq) => [{ type: "set", key: mark, value: seq }],
      }),
    );
    assertEquals(place.seq, 1);
    assertEquals((await kv.get(mark)).value, 1);
  });

  for (const read of [1, 2, 3]) {
    test(`a late commit before read ${read} of the retry is no conflict`, async (kv) => {
      const opened = openLog(kv);
      await appended(opened.log, message("before"));
      const mark = keys.member("room", "ana");
      const { reads } = opened.kv;
      opened.kv.fates.push("applied after it was given up");
      opened.kv.beforeRead = (count) => count === reads + read ? opened.kv.applyLate() : undefined;
      opened.kv.before = (commits) => commits === 3 ? opened.kv.applyLate() : undefined;
      const place = await appended(
        opened.log,
        message("", {
          after: 1,
          draft: { kind: "join" },
          checks: [{ key: mark, versionstamp: null }],
          also: (seq) => [{ type: "set", key: mark, value: seq }],
        }),
      );
      assertEquals(place.seq, 2);
      assertEquals((await kv.get(mark)).value, 2);
      assertEquals((await soundLog(kv, "room")).length, 2);
    });
  }

  test("an append after what another instance was heard to append takes one commit", async (kv) => {
    const [one, two] = [openLog(kv), openLog(kv)];
    await appended(one.log, message("1"));
    one.log.noteRemoteAppend("room", 1); // no news
    one.log.noteRemoteAppend("never seen here", 7);
    const { reads } = one.kv;
    assertEquals((await appended(one.log, message("2", { after: 1 }))).seq, 2);
    assertEquals(one.kv.reads, reads);
    await appended(two.log, message("3"));
    one.log.noteRemoteAppend("room", 3);
    const { commits } = one.kv;
    assertEquals((await appended(one.log, message("4", { after: 3 }))).seq, 4);
    assertEquals(one.kv.commits, commits + 1);
  });

  test("a check that fails ends its request alone", async (kv) => {
    const opened = openLog(kv);
    await kv.commit([], [{ type: "set", key: keys.member("room", "ana"), value: 1 }]);
    const checks = [{ key: keys.member("room", "ana"), versionstamp: null }];
    const outcomes = await Promise.all([
      opened.log.append(message("one")),
      opened.log.append(message("join", { checks })),
      opened.log.append(message("two")),
      opened.log.append(message("three", { conversation: "other" })),
    ]);
    assertEquals(outcomes.map(({ is }) => is), ["appended", "conflict", "appended", "appended"]);
    assertEquals((await soundLog(kv, "room")).length, 2);
    await assertAllOf(opened, kv);
  });

  test("what another instance appended between is read before the retry (D2)", async (kv) => {
    const [one, two] = [openLog(kv), openLog(kv)];
    await appended(one.log, message("1"));
    await appended(two.log, message("2"));
    const shared = message("3", { after: 1 });
    await appended(two.log, shared);
    // What `one` holds is old now: its commit fails, and the duplicate is among the new entries.
    const places = await Promise.all([
      appended(one.log, message("4", { after: 1 })),
      appended(one.log, shared),
      appended(one.log, message("5", { after: 1 })),
    ]);
    assertEquals(places.map(({ seq }) => seq), [4, 3, 5]);
    assertEquals((await soundLog(kv, "room")).length, 5);
  });

  test("10,000 appends of 100 writers to one room take under 1,000 commits", async (kv) => {
    const opened = openLog(kv);
    const write = async (writer: number) => {
      for (let n = 0, after = 0; n < 100; n++) {
        after = (await appended(opened.log, message("hi", { by: `user-${writer}`, after }))).seq;
      }
    };
    await Promise.all(Array.from({ length: 100 }, (_, writer) => write(writer)));
    assert(opened.kv.commits < 1000, `${opened.kv.commits} commits`);
    assertEquals(opened.kv.mostInFlight, 1);
    assertEquals((await soundLog(kv, "room")).length, 10_000);
    await assertAllOf(opened, kv);
  });

  test("a busy room does not hold up a quiet one", async (kv) => {
    const opened = openLog(kv);
    let answered = 0;
    const acknowledge = () => void answered++;
    await appended(opened.log, message("open"));
    const busy = Array.from(
      { length: 2000 },
      () => appended(opened.log, message("busy", { acknowledge })),
    );
    await appended(opened.log, message("quiet", { conversation: "quiet" }));
    assert(answered <= 512, `${answered} of the busy room were answered before`);
    await Promise.all(busy);
    await assertAllOf(opened, kv);
  });
}

/** What was delivered is the whole log: each event, in order; a repeated one is what it was. */
async function assertAllOf({ log, delivered }: OpenedLog, kv: Kv): Promise<void> {
  await log.drain();
  for (const conversation of new Set(delivered.map((one) => one.conversation))) {
    const entries = await soundLog(kv, conversation);
    const seqs = deliveredOf(delivered, conversation).map(({ event }) => event.seq);
    assertEquals(
      [...new Set(seqs)],
      entries.map(({ event }) => event.seq),
      `delivered of ${conversation}`,
    );
  }
}
