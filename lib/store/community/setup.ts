// The one-time code by which the first administrator is made. The store knows hashes alone.
import type { Clock, Random } from "../../runtime/clock.ts";
import { administrators } from "./administrators.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import { digest } from "../../runtime/digest.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";

/** The newest last: each instance that starts adds its own, and all that were printed hold. */
interface SetupCodes {
  codes: Array<{ hash: string; at: number }>;
}

/** The codes that make the first administrator. */
export interface Setup {
  /**
   * Stores a code, `fixed` or a new one, and gives it; `undefined` where there is an administrator.
   */
  open(fixed?: string): Promise<string | undefined>;
  /** Whether a code would make somebody administrator now. */
  accepts(code: string): Promise<boolean>;
  /** What uses a code up, in the commit that makes the administrator; `undefined` for no such code. */
  claim(code: string): Promise<CommitParts | undefined>;
}

/** 128 bits: beyond guessing. */
const CODE_BYTES = 16;
/** Workers of one process and a few restarts: older links are dead. */
const MAX_CODES = 8;

/** The setup in `kv`. */
export function createSetup(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Setup {
  async function find(code: string) {
    const [hash, row] = [digest(code), await kv.get<SetupCodes>(keys.setup())];
    const known = row.value?.codes.some((one) => one.hash === hash) ?? false;
    return { row, known };
  }

  return {
    async open(fixed) {
      if ((await administrators(kv)).length > 0) return undefined;
      const code = fixed ?? encodeBase64Url(random.bytes(CODE_BYTES));
      const kept = { hash: digest(code), at: clock.now() };
      await writeRow<SetupCodes>(kv, keys.setup(), (row) => {
        const others = (row?.codes ?? []).filter(({ hash }) => hash !== kept.hash);
        return { value: { codes: [...others, kept].slice(-MAX_CODES) } };
      });
      return code;
    },

    async accepts(code) {
      return (await find(code)).known && (await administrators(kv)).length === 0;
    },

    async claim(code) {
      const { row: { key, versionstamp }, known } = await find(code);
      if (!known) return undefined;
      return { checks: [{ key, versionstamp }], mutations: [{ type: "delete", key }] };
    },
  };
}
