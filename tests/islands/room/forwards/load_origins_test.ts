import { signal } from "@preact/signals";
import { assertEquals } from "@std/assert";
import { loadOrigin } from "../../../../islands/room/forwards/load_origins.ts";
import type { ConversationSummary } from "../../../../lib/protocol/events.ts";
import type { ShownOrigin } from "../../../../lib/ui/timeline/shown_origin.ts";
import { CATALOGS } from "../../../../lib/i18n/catalogs.ts";
import { translatorOf } from "../../../../lib/i18n/translator.ts";
import { VirtualClock } from "../../../support/virtual_clock.ts";

const origins = JSON.stringify({
  origins: [{ target: 7, conversation: "garden", seq: 3, by: "u-ben", room: { name: "garden" } }],
  users: {},
});

/** Asks while the network answers so, in turn, and gives how often it was asked and what is known. */
async function asked(answers: Array<() => Response>, forMs: number) {
  const real = globalThis.fetch;
  const clock = new VirtualClock();
  const known = signal<ReadonlyMap<string, ShownOrigin>>(new Map());
  let times = 0;
  globalThis.fetch = () => {
    const answer = answers[Math.min(times++, answers.length - 1)];
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError("no network"));
  };
  try {
    const conversations = signal<readonly ConversationSummary[]>([]);
    const window = {
      words: translatorOf("en", CATALOGS.en),
      origins: { known },
      model: { conversations },
    };
    loadOrigin(window, "tea", 7, clock);
    await clock.advance(forMs);
  } finally {
    globalThis.fetch = real;
  }
  return { times, places: [...known.value].map(([at, { place }]) => `${at}: ${place}`) };
}

const broken = () => new Response("", { status: 503 });
const there = () => new Response(origins);

Deno.test("origins - where a forwarded message came from is asked again after a failure (M12)", async () => {
  assertEquals(await asked([broken, broken, there], 4_000), { times: 1, places: [] });
  assertEquals(await asked([broken, broken, there], 20_000), {
    times: 3,
    places: ["tea 7: #garden"],
  });
});

Deno.test("origins - what may not be known is asked once, what nobody answers not for ever (M12)", async () => {
  assertEquals((await asked([() => new Response("", { status: 404 })], 600_000)).times, 1);
  assertEquals((await asked([broken], 600_000)).times, 6);
});
