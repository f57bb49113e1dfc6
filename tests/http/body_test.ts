import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { readBodyEnds } from "../../lib/http/body.ts";
import { ChatError } from "../../lib/protocol/errors.ts";

/** A request whose body comes in these pieces. */
function sent(pieces: readonly string[]): Request {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  return new Request("http://chat.test/", { method: "POST", body });
}

Deno.test("body - of a long one its two ends are kept, however it comes in pieces", async () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1 }));
  await fc.assert(fc.asyncProperty(pieces, fc.integer({ min: 1, max: 8 }), async (pieces, half) => {
    const whole = pieces.join("");
    const limits = { keptBytes: 2 * half, maxBytes: 1_000 };
    const wanted = whole.length <= 2 * half ? whole : whole.slice(0, half) + whole.slice(-half);
    assertEquals(await readBodyEnds(sent(pieces), limits), wanted);
  }));
});

Deno.test("body - what is longer than it may be is read no further", async () => {
  const limits = { keptBytes: 4, maxBytes: 9 };
  assertEquals(await readBodyEnds(sent(["12345", "6789"]), limits), "1289");
  const error = await assertRejects(
    () => readBodyEnds(sent(["12345", "67890"]), limits),
    ChatError,
  );
  assertEquals(error.refusal, "text-too-long");
});
