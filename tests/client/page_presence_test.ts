import { assertEquals } from "@std/assert";
import { PagePresence } from "../../lib/client/page_presence.ts";
import type { SocketHandlers } from "../../lib/client/transport.ts";
import { AWAY_AFTER_MS } from "../../lib/protocol/limits.ts";
import { CloseCode } from "../../lib/protocol/close_codes.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function page() {
  const clock = new VirtualClock();
  const opened: Array<{ handlers: SocketHandlers; sent: string[]; closed: boolean }> = [];
  const presence = new PagePresence({ clock, random: new SeededRandom(1) }, {
    url: "ws://here/ws",
    transport: {
      open(_url, handlers) {
        const line = { handlers, sent: [] as string[], closed: false };
        opened.push(line);
        return {
          send: (text) => void line.sent.push(text),
          close: () => void (line.closed = true),
        };
      },
    },
  });
  presence.start();
  return { clock, opened, presence };
}

Deno.test("page presence - says away and active again, on a connection that asks nothing (P7)", async () => {
  const { clock, opened: [line], presence } = page();
  line?.handlers.message("{}");
  await clock.advance(AWAY_AFTER_MS);
  presence.touch();
  assertEquals(line?.sent.map((text) => JSON.parse(text).state), ["away", "active"]);
  presence.stop();
  assertEquals(line?.closed, true);
});

Deno.test("page presence - comes back after a loss, and tells that it is away (P7)", async () => {
  const { clock, opened, presence } = page();
  opened[0]?.handlers.message("{}");
  await clock.advance(AWAY_AFTER_MS);
  opened[0]?.handlers.close(1006);
  await clock.advance(60_000);
  assertEquals(opened.length, 2);
  opened[1]?.handlers.message("{}");
  assertEquals(opened[1]?.sent.map((text) => JSON.parse(text).state), ["away"]);
  presence.stop();
  opened[1]?.handlers.close(1006);
  await clock.advance(60_000);
  assertEquals(opened.length, 2, "a page that is gone opens nothing");
});

Deno.test("page presence - stays away where the server says so (P7)", async () => {
  const { clock, opened } = page();
  opened[0]?.handlers.message("{}");
  opened[0]?.handlers.close(CloseCode.sessionEnded);
  await clock.advance(600_000);
  assertEquals(opened.length, 1);
});
