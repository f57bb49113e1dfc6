import { assertEquals } from "@std/assert";
import { Drafts } from "../../../../lib/client/drafts.ts";
import { memoryDrafts } from "../../../../lib/client/storage.ts";
import { VirtualClock } from "../../../support/virtual_clock.ts";
import { WindowDrafts } from "../../../../islands/room/composer/draft_storage.ts";

/** The drafts of a person who has one device. */
function shared() {
  const clock = new VirtualClock();
  return new Drafts(clock, {
    online: () => false,
    draft: (draft) => Promise.resolve({ draft }),
    drafts: () => Promise.resolve({ drafts: [] }),
  });
}

Deno.test("drafts - one is read when all that was being done with it is done", async () => {
  const drafts = new WindowDrafts(memoryDrafts(), shared());
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
