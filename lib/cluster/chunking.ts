import { valueBytes } from "../kv/size.ts";
import type { BusMessage, Published } from "./bus.ts";

/** What one inbox entry may hold: a value of KV holds at most 64 KiB. */
const MAX_CHUNK_BYTES = 60 * 1024;

/**
 * Splits messages into chunks that fit one value of KV each, in order; batches of events are split
 * between events. A message that is too large by itself is left out and counted in `lost`.
 */
export function chunkMessages(
  messages: readonly Published[],
): { chunks: Published[][]; lost: number } {
  const chunks: Published[][] = [];
  let lost = 0;
  let room = 0;
  for (const published of messages.flatMap(split)) {
    const bytes = valueBytes(published);
    if (bytes > MAX_CHUNK_BYTES) lost++;
    else if (bytes <= room) {
      chunks.at(-1)?.push(published);
      room -= bytes;
    } else {
      chunks.push([published]);
      room = MAX_CHUNK_BYTES - bytes;
    }
  }
  return { chunks, lost };
}

function split(published: Published): Published[] {
  const { topic, message } = published;
  if (message.type !== "events" || valueBytes(published) <= MAX_CHUNK_BYTES) return [published];
  const { events } = message.batch;
  if (events.length < 2) return [published];
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)].flatMap((part) => {
    const half: BusMessage = { type: "events", batch: { ...message.batch, events: part } };
    return split({ topic, message: half });
  });
}
