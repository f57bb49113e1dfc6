import { assertEquals } from "@std/assert";
import { endHint, isHintDue } from "../../../../islands/room/install/hint_days.ts";

function notes() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

Deno.test("install hint - comes on the third day on which one is here, and all that day", () => {
  const device = notes();
  const days = ["2026-11-01", "2026-11-01", "2026-11-09", "2026-11-10", "2026-11-10", "2026-12-01"];
  assertEquals(days.map((day) => isHintDue(device, day)), [false, false, false, true, true, true]);
});

Deno.test("install hint - never comes again once it was answered", () => {
  const device = notes();
  for (const day of ["1", "2", "3"]) isHintDue(device, day);
  endHint(device);
  assertEquals(["3", "4", "5"].map((day) => isHintDue(device, day)), [false, false, false]);
});

Deno.test("install hint - what somebody else noted is no day", () => {
  const device = notes();
  device.setItem("palabre-install", "many yesterday");
  assertEquals(isHintDue(device, "1"), false);
});
