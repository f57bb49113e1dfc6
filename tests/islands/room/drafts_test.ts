import { assertEquals } from "@std/assert";
import { Drafts } from "../../../islands/room/drafts.ts";

function memory() {
  const texts = new Map<string, string>();
  return {
    get: (conversation: string) => Promise.resolve(texts.get(conversation) ?? ""),
    put: (conversation: string, text: string) =>
      Promise.resolve(void texts.set(conversation, text)),
  };
}

Deno.test("drafts - one is read when all that was being done with it is done", async () => {
  const drafts = new Drafts(memory());
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  drafts.settle("mill", first.promise);
  drafts.settle("mill", second.promise);
  const read = drafts.get("mill");
  assertEquals(await drafts.get("general"), "", "another one waits for nothing");
  second.resolve();
  await drafts.put("mill", "half");
  await drafts.put("mill", "half a thought");
  first.resolve();
  assertEquals(await read, "half a thought");
  assertEquals(await drafts.get("mill"), "half a thought");
});
