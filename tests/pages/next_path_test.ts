import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { nextPath } from "../../routes/pages/next_path.ts";

Deno.test("next path - a path of ours is kept, with its query", () => {
  assertEquals(nextPath("/rooms/general?before=20", "/"), "/rooms/general?before=20");
  assertEquals(nextPath("/direct/In%C3%A8s", "/"), "/direct/In%C3%A8s");
  assertEquals(nextPath(undefined, "/rooms/general"), "/rooms/general");
});

for (
  const path of [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n\\evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "evil.example",
    "",
  ]
) {
  Deno.test(`next path - does not lead elsewhere by ${JSON.stringify(path)}`, () => {
    assertEquals(nextPath("/rooms", "/"), "/rooms");
    assertEquals(nextPath(path, "/"), "/");
  });
}

Deno.test("next path - whatever is given, a browser stays on the origin", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "\t",
    "\r",
    "@",
    ":",
    "evil.example",
    "http",
    "?",
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const path = nextPath("/" + pieces.join(""), "/");
    assert(path.startsWith("/"));
    assertEquals(new URL(path, "https://here.example/rooms").origin, "https://here.example");
  }));
});
