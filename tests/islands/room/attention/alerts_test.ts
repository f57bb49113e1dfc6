import { assertEquals } from "@std/assert";
import { ALERT_AFTER_MS, Alerts } from "../../../../islands/room/attention/alerts.ts";
import type { ConversationSummary } from "../../../../lib/protocol/events.ts";
import { VirtualClock } from "../../../support/virtual_clock.ts";

/** A direct conversation in which so many messages are unread. */
function direct(unread: number, id = "d"): ConversationSummary {
  const other = { id: "n", name: "Noor", role: "member" as const };
  return { id, kind: "direct", with: other, head: 9, lastAt: 0, read: 0, unread, mentions: 0 };
}

/** A window that hears of conversations, and what called in it. */
function window(unread = 0) {
  const clock = new VirtualClock();
  const called: number[] = [];
  const calling = new Alerts(clock, [direct(unread)], ({ unread }) => called.push(unread));
  return { clock, called, calling };
}

Deno.test("calling - what comes while nobody looks calls once, with what came meanwhile", async () => {
  const { clock, called, calling } = window(2);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(called, [], "what was there before calls nobody");
  calling.update([direct(3)], false);
  await clock.advance(ALERT_AFTER_MS - 1);
  calling.update([direct(4)], false);
  assertEquals(called, []);
  await clock.advance(1);
  assertEquals(called, [4]);
  calling.update([direct(4)], false);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(called, [4], "the same does not call again");
  calling.update([direct(5)], false);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(called, [4, 5]);
});

Deno.test("calling - what is read in another tab calls nobody here", async () => {
  const { clock, called, calling } = window();
  for (let n = 0; n < 20; n++) {
    calling.update([direct(1)], false);
    await clock.advance(700);
    calling.update([direct(2)], false);
    await clock.advance(300); // the other tab says once a second what it read
    calling.update([direct(n % 2)], false);
  }
  assertEquals(called, []);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(called, [1], "what it left unread does call");
});

Deno.test("calling - who looks is not called, nor later for what was seen", async () => {
  const { clock, called, calling } = window();
  calling.update([direct(1)], true);
  await clock.advance(ALERT_AFTER_MS);
  calling.update([direct(1)], false);
  await clock.advance(ALERT_AFTER_MS);
  calling.update([direct(2)], false);
  calling.update([direct(2)], true);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(called, []);
});

Deno.test("calling - a conversation that is gone, or a window that closes, calls no more", async () => {
  const { clock, called, calling } = window();
  calling.update([direct(1), direct(1, "e")], false);
  calling.update([direct(1, "e")], false);
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(called, [1]);
  calling.update([direct(2, "e")], false);
  calling.stop();
  await clock.advance(ALERT_AFTER_MS);
  assertEquals(called, [1]);
  assertEquals(clock.pending, 0);
});
