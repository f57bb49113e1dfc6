import { assertEquals } from "@std/assert";
import { latePartsOf } from "../../tools/assets/late_parts.ts";

/** Inputs of a build: what each file imports, late where it is marked so. */
function inputs(files: Record<string, readonly string[]>) {
  return Object.fromEntries(
    Object.entries(files).map(([file, imports]) => [file, {
      bytes: 1,
      imports: imports.map((
        one,
      ) => (one.startsWith("late ")
        ? { path: one.slice(5), kind: "dynamic-import" as const }
        : { path: one, kind: "import-statement" as const })
      ),
    }]),
  );
}

Deno.test("build - late parts of an island are those that nothing else loads", () => {
  const built = inputs({
    "main.ts": ["late room.tsx", "late door.tsx"],
    "room.tsx": ["text.ts", "late dialog.tsx", "late text.ts", "late words.ts", "late data.json"],
    "dialog.tsx": ["text.ts", "late colours.ts", "late node_modules/css.js"],
    "door.tsx": ["late words.ts"],
    "colours.ts": [],
    "words.ts": [],
    "text.ts": [],
  });
  assertEquals(latePartsOf(built, "room.tsx", ["main.ts", "door.tsx"]), [
    "dialog.tsx",
    "colours.ts",
  ]);
});
