import { assertEquals } from "@std/assert";
import { allRows, wordsLeft } from "./gone_words.ts";
import { MemoryKv } from "./memory_kv.ts";

Deno.test("gone words - are found in any key and value, and nowhere else (M3)", async () => {
  const kv = new MemoryKv();
  const set = (key: string[], value: unknown) => kv.commit([], [{ type: "set", key, value }]);
  await set(["log", "one"], { event: { text: "Frost “tonight”?\nYes." } });
  await set(["by_name", "frost."], 1);
  assertEquals(wordsLeft(await allRows(kv), ["Thaw tonight?"]), []);
  assertEquals(wordsLeft(await allRows(kv), ["“tonight”?\nYes.", "frost."]), [
    "M3: ““tonight”?\nYes.”, which is gone, stands at log one",
    "M3: “frost.”, which is gone, stands at by_name frost.",
  ]);
});
