import { assertEquals } from "@std/assert";
import { ALERT_AFTER_MS, Alerts } from "../../../../islands/room/attention/alerts.ts";
import type { ConversationSummary, LogEvent } from "../../../../lib/protocol/events.ts";
import { VirtualClock } from "../../../support/virtual_clock.ts";

/** A direct conversation that is read up to a seq. */
function direct(read: number, id = "d"): ConversationSummary {
  return { id, kind: "direct", head: 99, lastAt: 0, read, unread: 0, mentions: 0 };
}

const said = (seq: number, by = "noor", more: object = {}): LogEvent => ({
  kind: "message",
  seq,
  id: `${seq}`,
  at: seq,
  by,
  text: `words ${seq}`,
  ...more,
});

/** A window to which events come, and what alerted in it. */
function window() {
  const clock = new VirtualClock();
  const alerted: string[] = [];
  const alerts = new Alerts(
    clock,
    (id, events) => alerted.push(`${id} ${events.map(({ seq }) => seq).join(" ")}`),
  );
  const arrive = (...events: LogEvent[]) =>
    alerts.arrived({ conversation: "d", events, users: {} }, "awa");
  return { clock, alerted, alerts, arrive };
}

Deno.test("alerts - what comes and is not read alerts once, with what came meanwhile", async () => {
  const { clock, alerted, alerts, arrive } = window();
  alerts.update([direct(0)]);
  arrive(said(1));
  await clock.advance(ALERT_AFTER_MS - 1);
  arrive(said(2));
  assertEquals(alerted, []);
  await clock.advance(1);
  assertEquals(alerted, ["d 1 2"]);
  await clock.advance(ALERT_AFTER_MS);
  arrive(said(3));
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(alerted, ["d 1 2", "d 3"]);
});

Deno.test("alerts - one’s own messages, and what is no message, alert nobody", async () => {
  const { clock, alerted, arrive } = window();
  arrive(said(1, "awa"), { kind: "join", seq: 2, at: 2, by: "noor" });
  await clock.advance(ALERT_AFTER_MS);
  assertEquals([alerted, clock.pending], [[], 0]);
});

Deno.test("alerts - what is read in another tab alerts nobody here", async () => {
  const { clock, alerted, alerts, arrive } = window();
  for (let seq = 1; seq < 40; seq += 2) {
    arrive(said(seq));
    await clock.advance(700);
    arrive(said(seq + 1));
    await clock.advance(300); // the other tab says once a second what it read
    alerts.update([direct(seq)]);
  }
  assertEquals(alerted, []);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(alerted, ["d 40"], "what it left unread does");
});

Deno.test("alerts - a reply in a thread alone is not read with its room", async () => {
  const { clock, alerted, alerts, arrive } = window();
  arrive(said(3, "noor", { replyTo: 1, thread: 1 }));
  alerts.update([direct(9)]);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(alerted, ["d 3"]);
});

Deno.test("alerts - what is deleted or moved meanwhile alerts nobody", async () => {
  const { clock, alerted, arrive } = window();
  arrive(said(1), said(2), said(3));
  arrive({ kind: "delete", seq: 4, at: 4, by: "noor", target: 1 });
  arrive({ kind: "delete", seq: 5, at: 5, by: "noor", target: 3 });
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(alerted, ["d 2"]);
});

Deno.test("alerts - a conversation that is gone, or that somebody looks at, alerts no more", async () => {
  const { clock, alerted, alerts, arrive } = window();
  arrive(said(1));
  alerts.update([direct(0, "e")]);
  await clock.advance(ALERT_AFTER_MS);
  arrive(said(2));
  alerts.forget();
  await clock.advance(ALERT_AFTER_MS);
  assertEquals([alerted, clock.pending], [[], 0]);
});
