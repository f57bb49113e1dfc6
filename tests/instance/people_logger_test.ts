import { assertEquals } from "@std/assert";
import { peopleLogger } from "../../lib/runtime/people_logger.ts";

function written(stacks: boolean) {
  const lines: string[] = [];
  const now = () => new Date(2026, 0, 2, 3, 4, 5);
  return { lines, logger: peopleLogger((line) => void lines.push(line), { now, stacks }) };
}

Deno.test("people logger - a time, a sentence and the cause, on one line without a stack", () => {
  const { lines, logger } = written(false);
  logger.info("ada came in");
  logger.error("a page failed", new TypeError("no such thing"), { method: "GET", path: "/" });
  logger.error("the store is away");
  assertEquals(lines, [
    "03:04:05  ada came in",
    "03:04:05  A page failed: no such thing (method GET, path /)",
    "03:04:05  The store is away",
  ]);
});

Deno.test("people logger - who works on the code is told where", () => {
  const { lines, logger } = written(true);
  logger.error("a page failed", new Error("no such thing"));
  assertEquals(lines.length, 2);
  assertEquals(lines[1]?.split("\n").every((line) => line.startsWith("    at ")), true);
});
