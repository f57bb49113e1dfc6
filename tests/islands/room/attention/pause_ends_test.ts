import { assertEquals } from "@std/assert";
import { pauseEnds } from "../../../../islands/room/attention/pause_ends.ts";

Deno.test("pauses - end in an hour, tomorrow or on Monday morning, whatever the day", () => {
  for (let day = 23; day <= 29; day++) { // from a Monday to a Sunday
    const now = new Date(2026, 10, day, 10, 42).getTime();
    const ends = pauseEnds(now);
    const of = (name: string) => ends.find((one) => one.name === name)?.until;
    assertEquals(of("hour"), now + 3_600_000);
    assertEquals(of("tomorrow"), new Date(2026, 10, day + 1, 8).getTime());
    const isSunday = day === 29;
    assertEquals(
      of("monday"),
      isSunday ? undefined : new Date(2026, 10, 30, 8).getTime(),
      `${day}`,
    );
  }
});
