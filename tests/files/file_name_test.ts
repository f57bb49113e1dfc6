import { assert, assertEquals } from "@std/assert";
import { safeFileName } from "../../lib/files/file_name.ts";

Deno.test("file names - a name is bare of dots, spaces and paths around it", () => {
  const names = {
    "../../a.txt": "a.txt",
    " . a b . ": "a b",
    "...": "file",
    "a/b\\c.txt": "c.txt",
  };
  for (const [written, name] of Object.entries(names)) assertEquals(safeFileName(written), name);
});

Deno.test("file names - one of a megabyte, as a form may bring it, is cut without stopping the server", () => {
  for (const sign of [".", " .", "\u0000", "_", "\u{301}"]) {
    const started = performance.now();
    assert(safeFileName(`a${sign.repeat(500_000)}a.txt`).endsWith("txt"));
    const ms = performance.now() - started;
    assert(ms < 3_000, `${JSON.stringify(sign)}: ${Math.round(ms)} ms`);
  }
});
