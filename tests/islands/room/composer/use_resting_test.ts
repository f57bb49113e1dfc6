import { assertEquals } from "@std/assert";
import { restingOf } from "../../../../islands/room/composer/use_resting.ts";

const NOW = 1_000_000;

Deno.test("composer - rests while one is out, or signed out, and says why", () => {
  const ended = (
    reason: "kicked" | "banned" | "flooding" | "session-ended" | "protocol-error",
    retryAt?: number,
  ) => restingOf({ state: "ended", reason, message: "Out.", retryAt }, undefined, NOW);
  assertEquals(ended("kicked", NOW + 5), { why: "kicked", until: NOW + 5, decided: true });
  assertEquals(ended("flooding", NOW + 5), { why: "kicked", until: NOW + 5 }, "by nobody");
  assertEquals(ended("banned"), { why: "banned", until: undefined, decided: true });
  assertEquals(ended("session-ended"), { why: "ended" });
  assertEquals(ended("protocol-error"), { why: "ended" });
});

Deno.test("composer - rests for a mute until it is over, and for no lost connection", () => {
  const mute = { message: "Be kind.", until: NOW + 10 };
  const online = { state: "online" } as const;
  assertEquals(restingOf(online, mute, NOW), {
    why: "muted",
    reason: "Be kind.",
    until: NOW + 10,
    decided: true,
  });
  const untimed = { message: "Be kind." };
  assertEquals(restingOf(online, untimed, NOW)?.why, "muted", "until somebody lifts it");
  assertEquals(restingOf(online, mute, NOW + 10), undefined);
  assertEquals(restingOf(online, undefined, NOW), undefined);
  const outage = { since: NOW };
  const waiting = { state: "waiting", outage, retryAt: NOW + 1, attempt: 1 } as const;
  assertEquals(
    restingOf(waiting, undefined, NOW),
    undefined,
    "what is written offline is sent later",
  );
});
