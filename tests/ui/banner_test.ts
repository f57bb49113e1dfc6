import { assertEquals } from "@std/assert";
import { BANNER_AFTER_MS, bannerOf } from "../../lib/ui/banner.tsx";

const LOST = 1_000_000;
const waiting = (retryAt: number) =>
  ({ state: "waiting", since: LOST, retryAt, attempt: 1 }) as const;

Deno.test("banner - nothing is said for the first two seconds", () => {
  const connection = waiting(LOST + 9000);
  assertEquals(bannerOf(connection, LOST, LOST + BANNER_AFTER_MS - 1), undefined);
  assertEquals(bannerOf(connection, LOST, LOST + BANNER_AFTER_MS), { is: "waiting", seconds: 7 });
});

Deno.test("banner - the seconds to the next try are counted, never down to none", () => {
  assertEquals(bannerOf(waiting(LOST + 3001), LOST, LOST + 3000), { is: "waiting", seconds: 1 });
  assertEquals(bannerOf(waiting(LOST + 1), LOST, LOST + 3000), { is: "waiting", seconds: 1 });
});

Deno.test("banner - while a try is under way, it says so", () => {
  const connection = { state: "connecting", attempt: 3 } as const;
  assertEquals(bannerOf(connection, LOST, LOST + 3000), { is: "connecting" });
});

Deno.test("banner - online, it says nothing", () => {
  assertEquals(bannerOf({ state: "online" }, undefined, LOST), undefined);
});

Deno.test("banner - what the server ended is said at once, in its words", () => {
  const ended = { state: "ended", reason: "kicked", message: "You have been sent out." } as const;
  assertEquals(bannerOf(ended, LOST, LOST), {
    is: "ended",
    message: "You have been sent out.",
    leftMs: undefined,
    back: true,
  });
});

Deno.test("banner - the time until one may come in again is counted", () => {
  const ended = {
    state: "ended",
    reason: "banned",
    message: "Out.",
    retryAt: LOST + 9000,
  } as const;
  assertEquals(bannerOf(ended, LOST, LOST + 2000), {
    is: "ended",
    message: "Out.",
    leftMs: 7000,
    back: false,
  });
});
