import { createIndexReader } from "../../lib/search/index_reader.ts";
import { createIndexWriter } from "../../lib/search/index_writer.ts";
import { createSegmentEngine } from "../../lib/search/segment_engine.ts";
import { createTails } from "../../lib/search/tails.ts";
import { searchContract } from "../contracts/search_contract.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { openLog } from "../support/opened_log.ts";
import { createScanningEngine } from "../support/scanning_engine.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

/** Steps so small that there are merges of merges. */
const SIZES = { messages: 8, entries: 16, merges: [32, 128] };

searchContract("segments", () => {
  const clock = new VirtualClock();
  const store = new MemoryKv();
  const random = new SeededRandom(4);
  const instance = () => {
    const kv = store.open();
    const { log } = openLog(kv, clock);
    const writer = createIndexWriter({ kv, log, random, sizes: SIZES });
    const engine = createSegmentEngine({
      index: createIndexReader({ kv }),
      tails: createTails({ log }),
      indexing: { follow() {} },
    });
    return { log, engine, writer };
  };
  const [one, two] = [instance(), instance()];
  const settle = async () => {
    await Promise.all([one.writer.follow("room"), two.writer.follow("room")]);
  };
  return { clock, one, two, settle };
});

searchContract("reading everything", () => {
  const clock = new VirtualClock();
  const store = new MemoryKv();
  const instance = () => {
    const { log } = openLog(store.open(), clock);
    return { log, engine: createScanningEngine({ log }) };
  };
  return { clock, one: instance(), two: instance(), settle: () => Promise.resolve() };
});
