import { assertEquals, assertRejects } from "@std/assert";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { Draft, LogEvent } from "../../lib/protocol/events.ts";
import { withReply } from "../../lib/protocol/threads.ts";
import type { AppendRequest } from "../../lib/log/log.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { soundLog } from "../support/log_invariants.ts";
import { appended, message, openLog } from "../support/opened_log.ts";

type Test = (behaviour: string, run: (kv: Kv) => Promise<void>) => void;

/** What every log must do with changes to messages and with keys that are written also. */
export function logChangeContract(test: Test): void {
  const edit = (target: number, text: string): AppendRequest =>
    message(text, {
      draft: { kind: "edit", target, text },
      revise: (old, at) =>
        old?.kind === "message"
          ? { ...old, text: `${old.text}+${text}`, editedAt: at }
          : new ChatError("unknown-message"),
    });
  const textOf = (event?: LogEvent) => event?.kind === "message" ? event.text : undefined;

  test("a change is an event and is folded into its message, by turns", async (kv) => {
    const { log } = openLog(kv);
    await appended(log, message("a"));
    const places = await Promise.all(["b", "c", "d"].map((text) => appended(log, edit(1, text))));
    assertEquals(places.map(({ seq }) => seq), [2, 3, 4]);
    await appended(openLog(kv).log, edit(1, "e"));
    await appended(log, edit(1, "f"));
    const entries = await soundLog(kv, "room");
    assertEquals(textOf(entries[0]?.event), "a+b+c+d+e+f");
    assertEquals(
      entries.map(({ event }) => event.kind),
      ["message", ..."bcdef"].map((c) => c === "message" ? c : "edit"),
    );
    assertEquals(entries.at(-1)?.messages, 1);
  });

  test("changes that two instances make at once are all folded", async (kv) => {
    const logs = [openLog(kv).log, openLog(kv).log];
    await appended(logs[0] as typeof logs[0], message("-"));
    const texts = Array.from({ length: 40 }, (_, n) => `${n}`);
    for (const some of [texts.slice(0, 6), texts.slice(6, 30), texts.slice(30)]) {
      await Promise.all(
        some.map((text, n) => (logs[n % 2] as typeof logs[0]).append(edit(1, text))),
      );
    }
    const folded = textOf((await soundLog(kv, "room"))[0]?.event)?.split("+").slice(1);
    assertEquals(folded?.toSorted(), texts.toSorted());
  });

  test("a change can be of a message of the same commit", async (kv) => {
    const { log } = openLog(kv);
    await Promise.all([appended(log, message("a")), appended(log, edit(1, "b"))]);
    assertEquals(textOf((await soundLog(kv, "room"))[0]?.event), "a+b");
  });

  test("a message says which changes are in it", async (kv) => {
    const { log } = openLog(kv);
    await Promise.all([message("a"), edit(1, "b"), edit(1, "c")].map((r) => appended(log, r)));
    const changed = async () =>
      (await soundLog(kv, "room")).map(({ event }) => event.kind === "message" && event.changed);
    assertEquals(await changed(), [3, false, false]);
    await appended(openLog(kv).log, edit(1, "d"));
    assertEquals(await changed(), [4, false, false, false]);
  });

  test("replies in a thread stand aside and sum up in its root (M6)", async (kv) => {
    const reply = (thread: number, text: string, alsoInRoom?: boolean): AppendRequest => {
      const { draft, by, ...rest } = message(text);
      return {
        ...rest,
        by,
        draft: { ...draft, thread, ...(alsoInRoom && { alsoInRoom }) } as Draft,
        revise: (root, at, seq) =>
          root?.kind === "message"
            ? { ...root, replies: withReply(root.replies, { seq, at, by }) }
            : new ChatError("unknown-message"),
      };
    };
    const logs = [openLog(kv).log, openLog(kv).log] as const;
    await appended(logs[0], message("root"));
    await appended(logs[0], message("other"));
    await Promise.all(
      Array.from("abcdef", (text, n) => appended(logs[n % 2 ? 1 : 0], reply(1, text))),
    );
    await appended(logs[0], reply(2, "of the other"));
    await appended(logs[1], reply(1, "for all", true));
    await assertRejects(() => logs[1].append(reply(99, "lost")), ChatError, "unknown-message");
    const entries = await soundLog(kv, "room");
    assertEquals(entries.map(({ messages }) => messages), [1, 2, 2, 2, 2, 2, 2, 2, 2, 3]);
    assertEquals(entries.map(({ aside }) => aside ?? 0), [0, 0, 1, 2, 3, 4, 5, 6, 7, 0]);
    const [root] = entries.map(({ event }) => event.kind === "message" ? event.replies : undefined);
    assertEquals([root?.count, root?.last, root?.by], [7, 10, ["ana"]]);
  });

  test("a refused change refuses that request alone", async (kv) => {
    const { log } = openLog(kv);
    await appended(log, message("a"));
    const refused = assertRejects(() => log.append(edit(9, "b")), ChatError, "unknown-message");
    const places = await Promise.all([edit(1, "c"), message("d")].map((r) => appended(log, r)));
    await refused;
    assertEquals(places.map(({ seq }) => seq), [2, 3]);
    assertEquals(textOf((await soundLog(kv, "room"))[0]?.event), "a+c");
  });

  test("what is written also stands or falls with the event", async (kv) => {
    const { log } = openLog(kv);
    const mark = keys.member("room", "ana");
    const join = (id: string) =>
      message("", {
        id,
        draft: { kind: "join" },
        checks: [{ key: mark, versionstamp: null }],
        also: (seq, at) => [{ type: "set", key: mark, value: { seq, at } }],
      });
    const first = join("1");
    const place = await appended(log, first);
    assertEquals((await kv.get(mark)).value, { seq: place.seq, at: place.at });
    const [again, rival, other] = await Promise.all([
      log.append(first),
      log.append(join("2")),
      log.append(message("talk")),
    ]);
    assertEquals(again, { is: "appended", appended: { ...place, duplicate: true } });
    assertEquals(rival, { is: "conflict" });
    assertEquals(other.is === "appended" && other.appended.seq, 2);
    assertEquals((await kv.get(mark)).value, { seq: 1, at: place.at });
    await soundLog(kv, "room");
  });

  test("of two requests of one commit that claim one key, the first has it", async (kv) => {
    const { log } = openLog(kv);
    const claim = (by: string) =>
      message("", {
        by,
        conversation: by,
        draft: { kind: "topic", topic: by },
        checks: [{ key: keys.roomByName("tea"), versionstamp: null }],
        also: () => [{ type: "set", key: keys.roomByName("tea"), value: by }],
      });
    const authors = ["ana", "bo", "cy"];
    await Promise.all(authors.map((by) => log.append(message("hi", { by, conversation: by }))));
    const outcomes = await Promise.all(authors.map((by) => log.append(claim(by))));
    assertEquals(outcomes.map(({ is }) => is), ["appended", "conflict", "conflict"]);
    assertEquals((await kv.get(keys.roomByName("tea"))).value, "ana");
  });
}
