import { assertEquals } from "@std/assert";
import type { LogEvent } from "../../lib/protocol/events.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { appended, message, openLog } from "../support/opened_log.ts";

/** Counts as gone what the log does not hold, as an edit or a reply does. */
function pin(target: number) {
  const revise = (found: LogEvent | undefined) => found ?? new Error("there is no such message");
  return message("", { draft: { kind: "pin", target, on: true }, revise });
}

Deno.test("log - what another instance wrote unheard is read before a rule refuses for it", async () => {
  const store = new MemoryKv();
  const [here, there] = [openLog(store), openLog(store)];
  await appended(here.log, message("one"));
  const { seq } = await appended(there.log, message("two")); // nobody here was told
  assertEquals((await appended(here.log, pin(seq))).seq, 3);
});

Deno.test("log - what is refused by what stands there is refused after one more read", async () => {
  const store = new MemoryKv();
  const { log } = openLog(store);
  await appended(log, message("one"));
  assertEquals((await appended(log, pin(1))).seq, 2, "this is not refused");
  const { get } = store;
  let reads = 0;
  store.get = <T>(...asked: Parameters<typeof get>) => {
    reads++;
    return get.call(store, ...asked) as ReturnType<typeof get<T>>;
  };
  let refused = "";
  await log.append(pin(7)).catch((error) => refused = error.message);
  assertEquals(refused, "there is no such message");
  assertEquals(reads, 1);
});
