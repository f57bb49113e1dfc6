import { assertEquals } from "@std/assert";
import { bytesText } from "../../lib/i18n/sizes.ts";

Deno.test("sizes - bytes are counted as people count", () => {
  const said = (bytes: number) => bytesText("en", bytes);
  assertEquals([0, 1, 10].map(said), ["0 bytes", "1 byte", "10 bytes"]);
  assertEquals([2048, 1_200_000].map(said), ["2 kB", "1.1 MB"]);
  assertEquals(bytesText("es", 10), "10 bytes");
});
