import { assertEquals } from "@std/assert";
import { shelfOf } from "../../lib/ui/files/shared_list.tsx";

Deno.test("shared files - stand by days for a week, then by months", () => {
  const today = "2026-03-04";
  assertEquals(
    ["2026-03-04", "2026-03-03", "2026-02-26", "2026-02-25", "2026-02-01", "2025-02-01"]
      .map((day) => shelfOf(day, today)),
    ["2026-03-04", "2026-03-03", "2026-02-26", "2026-02", "2026-02", "2025-02"],
  );
});
