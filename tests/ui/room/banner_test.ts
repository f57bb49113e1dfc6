import { assertEquals } from "@std/assert";
import type { ConnectionState, Outage } from "../../../lib/client/model.ts";
import {
  BANNER_AFTER_MS,
  bannerOf,
  type BannerState,
  type OutageCause,
  RESTART_MS,
} from "../../../lib/ui/room/banner.tsx";

const LOST = 1_000_000;

function waiting(retryAt: number, reason?: Outage["reason"]): ConnectionState {
  return { state: "waiting", outage: { since: LOST, reason }, retryAt, attempt: 1 };
}

function lost(
  cause: OutageCause,
  seconds?: number,
  keptAt = cause === "offline" ? LOST : undefined,
): BannerState {
  return {
    is: "lost",
    cause,
    at: LOST,
    ...(seconds !== undefined && { seconds }),
    ...(keptAt !== undefined && { keptAt }),
  };
}

Deno.test("banner - nothing is said for the first two seconds", () => {
  const connection = waiting(LOST + 9000);
  assertEquals(bannerOf(connection, LOST + BANNER_AFTER_MS - 1, false), undefined);
  assertEquals(bannerOf(connection, LOST + BANNER_AFTER_MS, false), lost("no-answer", 7));
});

Deno.test("banner - a device without a network, and a server that was stopped, are told at once", () => {
  assertEquals(bannerOf(waiting(LOST + 9000), LOST, true), lost("offline", 9));
  assertEquals(bannerOf(waiting(LOST + 9000, "shutdown"), LOST, false), lost("stopped", 9));
  assertEquals(bannerOf(waiting(LOST + 9000, "shutdown"), LOST, true), lost("offline", 9));
});

Deno.test("banner - a restart is told as one until it takes too long", () => {
  const connection = waiting(LOST + RESTART_MS + 1000, "restart");
  assertEquals(bannerOf(connection, LOST, false), undefined);
  assertEquals(bannerOf(connection, LOST + 3000, false), lost("restarting", 28));
  assertEquals(bannerOf(connection, LOST + RESTART_MS, false), lost("stopped", 1));
});

Deno.test("banner - the seconds to the next try are counted, never down to none", () => {
  assertEquals(bannerOf(waiting(LOST + 3001), LOST + 3000, false), lost("no-answer", 1));
  assertEquals(bannerOf(waiting(LOST + 1), LOST + 3000, false), lost("no-answer", 1));
});

Deno.test("banner - while a try is under way, no seconds are counted", () => {
  const outage = { since: LOST };
  const connecting = { state: "connecting", attempt: 3, outage } as const;
  assertEquals(bannerOf(connecting, LOST + 3000, false), lost("no-answer"));
  assertEquals(bannerOf({ state: "syncing", outage }, LOST + 3000, false), lost("no-answer"));
});

Deno.test("banner - online, it says nothing", () => {
  assertEquals(bannerOf({ state: "online" }, LOST, true), undefined);
});

Deno.test("banner - what the server ended is said at once, with what one can do", () => {
  const ended = (reason: "kicked" | "banned" | "session-ended", retryAt?: number) =>
    bannerOf({ state: "ended", reason, message: "Out.", retryAt }, LOST + 2000, false);
  const out = { is: "ended", message: "Out." } as const;
  assertEquals(ended("kicked", LOST + 9000), { ...out, leftMs: 7000, then: "return" });
  assertEquals(ended("session-ended"), { ...out, leftMs: undefined, then: "sign-in" });
  assertEquals(ended("banned", LOST + 9000), { ...out, leftMs: 7000, then: "other-account" });
  assertEquals(ended("banned", LOST + 1000), { ...out, leftMs: 0, then: "sign-in" });
  assertEquals(ended("banned"), { ...out, leftMs: undefined, then: "other-account" });
});

Deno.test("banner - a page that is drawn from what the device keeps says when that was, whatever the cause", () => {
  const keptAt = LOST - 5000;
  const state = (offline: boolean) => bannerOf(waiting(LOST + 9000), LOST + 3000, offline, keptAt);
  assertEquals(state(true), lost("offline", 6, keptAt));
  assertEquals(state(false), lost("no-answer", 6, keptAt));
});
