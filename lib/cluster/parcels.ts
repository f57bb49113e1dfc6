import { valueBytes } from "../store/size.ts";
import type { BusMessage, Published } from "./bus.ts";

/** What one inbox entry may hold: a value of KV ends at 64 KiB. */
const MAX_PARCEL_BYTES = 60 * 1024;

/**
 * Divides messages into parcels that fit one value each, in order; batches of events are divided
 * between events. A message that fits none is left out and counted in `lost`.
 */
export function parcels(
  messages: readonly Published[],
): { parcels: Published[][]; lost: number } {
  const made: Published[][] = [];
  let lost = 0;
  let room = 0;
  for (const published of messages.flatMap(divide)) {
    const bytes = valueBytes(published);
    if (bytes > MAX_PARCEL_BYTES) lost++;
    else if (bytes <= room) {
      made.at(-1)?.push(published);
      room -= bytes;
    } else {
      made.push([published]);
      room = MAX_PARCEL_BYTES - bytes;
    }
  }
  return { parcels: made, lost };
}

function divide(published: Published): Published[] {
  const { topic, message } = published;
  if (message.type !== "events" || valueBytes(published) <= MAX_PARCEL_BYTES) return [published];
  const { events } = message.batch;
  if (events.length < 2) return [published];
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)].flatMap((part) => {
    const half: BusMessage = { type: "events", batch: { ...message.batch, events: part } };
    return divide({ topic, message: half });
  });
}
