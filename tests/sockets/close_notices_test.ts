import { assertEquals } from "@std/assert";
import { errorOf } from "../../lib/sockets/reply.ts";
import { expulsionNotice } from "../../lib/sockets/close_notices.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { stderrLogger } from "../../lib/runtime/logger.ts";

const UNTIL = Date.UTC(2026, 2, 3, 20, 50);
const TOKYO = { locale: "fr", clock: { timeZone: "Asia/Tokyo", hours: 24 } } as const;
const IN_TOKYO = /4 mars à 05:50/;

Deno.test("close notices - the time of a kick is in the zone of who reads it", () => {
  const notice = expulsionNotice(
    { reason: "kicked", until: UNTIL, words: "" },
    TOKYO,
    UNTIL - 24 * 3_600_000,
  );
  assertEquals(IN_TOKYO.test(notice.message ?? ""), true, notice.message);
  assertEquals(notice.retryAfterMs, 24 * 3_600_000);
});

Deno.test("replies - the time of a mute is in the zone of who reads it", () => {
  const { message } = errorOf(new ChatError("muted", { until: UNTIL }), TOKYO, stderrLogger);
  assertEquals(IN_TOKYO.test(message), true, message);
});
