// How much was uploaded: by a person on a day, and by all together.
import type { CommitParts } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { UserId } from "../../protocol/events.ts";

/** Rows over which the bytes of all files are spread. */
const SLICES = 8;
/** A day's row is of no use when the day is over everywhere. */
const DAY_KEPT_MS = 3 * 86_400_000;

/** What was announced so far, and the writes that add to it under their checks. */
export interface FileQuotas {
  /** Of somebody on a day, and of everyone. `slice`: a fraction, in [0, 1). Rejects with `Unavailable`. */
  read(user: UserId, day: string, slice: number): Promise<{
    ofDay: number;
    total: number;
    /** Adds bytes to both. */
    charge(bytes: number): CommitParts;
  }>;
  /** The writes that take bytes off what all files take. Rejects with `Unavailable`. */
  release(bytes: number, slice: number): Promise<CommitParts>;
  /** What all files take. Rejects with `Unavailable`. */
  total(): Promise<number>;
}

/** The rows in `kv`. */
export function createFileQuotas(kv: Pick<Kv, "get" | "getMany">): FileQuotas {
  const slices = Array.from({ length: SLICES }, (_, n) => keys.fileBytes(n));
  const sum = (rows: readonly { value: number | null }[]) =>
    rows.reduce((total, { value }) => total + (value ?? 0), 0);

  return {
    async read(user, day, slice) {
      const dayKey = keys.fileDay(user, day);
      const [ofDay, ...rows] = await kv.getMany<number>([dayKey, ...slices]);
      const counted = rows[Math.floor(slice * SLICES)];
      return {
        ofDay: ofDay?.value ?? 0,
        total: sum(rows),
        charge(bytes) {
          if (!ofDay || !counted) throw new RangeError("A slice is a fraction below 1");
          const today = (ofDay.value ?? 0) + bytes;
          const inSlice = (counted.value ?? 0) + bytes;
          return {
            checks: [ofDay, counted].map(({ key, versionstamp }) => ({ key, versionstamp })),
            mutations: [
              { type: "set", key: dayKey, value: today, expireIn: DAY_KEPT_MS },
              { type: "set", key: counted.key, value: inSlice },
            ],
          };
        },
      };
    },

    async release(bytes, slice) {
      const key = keys.fileBytes(Math.floor(slice * SLICES));
      // A slice may go below nothing: what it gives back was counted in another.
      const { value, versionstamp } = await kv.get<number>(key);
      const mutation = { type: "set", key, value: (value ?? 0) - bytes } as const;
      return { checks: [{ key, versionstamp }], mutations: [mutation] };
    },

    total: async () => sum(await kv.getMany<number>(slices)),
  };
}
