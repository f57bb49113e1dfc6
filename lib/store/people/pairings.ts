// Pairings: a device without a keyboard to trust asks, by a short code, for a session of whoever confirms
// it in a browser (RFC 8628). The store knows both codes by their hashes alone.
import { encodeBase64Url } from "../../runtime/base64url.ts";
import { digest } from "../../runtime/digest.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { UserId } from "../../protocol/events.ts";
import { commitChecked, type CommitParts, writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Key, Kv } from "../../kv/kv.ts";
import { expiryOf, type NewSession, type Session } from "./sessions.ts";

/** What a pairing is asked with. `address`: as it is, for whoever confirms to compare; gone with the row. */
export interface Asking {
  device: string;
  address: string;
}

/** What was said to it: by whom, and in which of their sessions. */
type Answer = { is: "confirmed"; user: UserId; session: string } | { is: "denied" };

/** A row. Times in milliseconds UTC. */
interface PairingRow extends Asking {
  askedAt: number;
  /** From then on it opens nothing. */
  until: number;
  answer?: Answer;
  /** The session that was given: there is one. */
  taken?: string;
}

/** A pairing that waits for an answer. `id` names it and opens nothing; `userCode`: as people read it. */
export type Pairing = Pick<PairingRow, "device" | "address" | "askedAt" | "until"> & {
  id: string;
  userCode: string;
};

/** Both codes, the second as people read it: “WDJB-MJHT”. */
export interface Begun {
  deviceCode: string;
  userCode: string;
  until: number;
}

/** What a device is told that asks for its session. `over`: unknown, too late, or given already. */
export type Taken =
  | { is: "waiting" | "denied" | "over" }
  | { is: "given"; user: UserId; session: NewSession };

/**
 * What makes the session of a user from the one in which they confirmed, with the checks that it hangs on.
 * May throw to refuse it.
 */
export type GrantSession = (user: UserId, by: Session) => Promise<NewSession & CommitParts>;

/** Devices that ask for a session, for all instances together. */
export interface Pairings {
  /** Begins one; both codes are given this once. */
  begin(asking: Asking): Promise<Begun>;
  /** The one that waits under a code that somebody typed; `undefined` where none does. */
  find(userCode: string): Promise<Pairing | undefined>;
  /** Answers one; `false` where it waits no more. */
  answer(id: string, answer: Answer): Promise<boolean>;
  /** Gives the device its session, once. Throws what `grant` throws. */
  take(deviceCode: string, grant: GrantSession): Promise<Taken>;
}

/** How long a code may be confirmed, and its session be fetched, in milliseconds. */
export const PAIRING_MS = 10 * 60_000;
/** Bytes of the device's code: 256 bits, beyond guessing. */
const DEVICE_CODE_BYTES = 32;
const DEVICE_CODE = /^[A-Za-z0-9_-]{43}$/;
/** Consonants, which make no words (RFC 8628, 6.1): 34 bits in eight. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const USER_CODE_LENGTH = 8;
/** Bytes below it fall evenly on the letters. */
const EVEN_BYTES = 256 - 256 % LETTERS.length;

/** A code as it was typed, or as it stands in a link: its letters alone (RFC 8628, 6.1). */
function userCodeKey(typed: string): string {
  return typed.slice(0, 100).toUpperCase().replace(/[^A-Z]/g, "");
}

/** “WDJBMJHT” as people read it: “WDJB-MJHT”. */
function formatUserCode(key: string): string {
  return `${key.slice(0, USER_CODE_LENGTH / 2)}-${key.slice(USER_CODE_LENGTH / 2)}`;
}

function drawUserCode(random: Random): string {
  let code = "";
  while (code.length < USER_CODE_LENGTH) {
    const [byte = EVEN_BYTES] = random.bytes(1);
    if (byte < EVEN_BYTES) code += LETTERS[byte % LETTERS.length];
  }
  return code;
}

async function begin(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
  { device, address }: Asking,
): Promise<Begun> {
  const deviceCode = encodeBase64Url(random.bytes(DEVICE_CODE_BYTES));
  const id = digest(deviceCode);
  const askedAt = clock.now();
  const until = askedAt + PAIRING_MS;
  const row: PairingRow = { device, address, askedAt, until };
  const set = { type: "set", expireIn: PAIRING_MS } as const;
  let drawn: { key: Key; result: Begun } | undefined;
  return await commitChecked<Begun>(kv, async () => {
    if (drawn) {
      const { value } = await kv.get<string>(drawn.key);
      if (value === id) return { is: "done", result: drawn.result }; // an answer was lost
    }
    const userCode = drawUserCode(random);
    const key = keys.pairingByCode(digest(userCode));
    drawn = { key, result: { deviceCode, userCode: formatUserCode(userCode), until } };
    return {
      is: "commit",
      result: drawn.result,
      checks: [{ key, versionstamp: null }], // a code that waits is nobody else's
      mutations: [
        { ...set, key: keys.pairing(id), value: row },
        { ...set, key, value: id },
      ],
    };
  });
}

/** The pairings in `kv`. */
export function createPairings(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Pairings {
  const isOver = (row: PairingRow | null) =>
    row === null || row.until <= clock.now() || row.taken !== undefined;

  return {
    begin: (asking) => begin({ kv, clock, random }, asking),

    async find(userCode) {
      const key = userCodeKey(userCode);
      if (key.length !== USER_CODE_LENGTH) return undefined;
      const { value: id } = await kv.get<string>(keys.pairingByCode(digest(key)));
      if (id === null) return undefined;
      const { value: row } = await kv.get<PairingRow>(keys.pairing(id));
      if (row === null || isOver(row) || row.answer) return undefined;
      const { device, address, askedAt, until } = row;
      return { id, userCode: formatUserCode(key), device, address, askedAt, until };
    },

    async answer(id, answer) {
      let answered = false;
      await writeRow<PairingRow>(kv, keys.pairing(id), (row) => {
        answered = row !== undefined && !isOver(row) && row.answer === undefined;
        if (!row || !answered) return undefined;
        // Nobody asks any more from where it was asked.
        const value = { ...row, device: "", address: "", answer };
        return { value, expireIn: Math.max(1, row.until - clock.now()) };
      });
      return answered;
    },

    async take(deviceCode, grant) {
      if (!DEVICE_CODE.test(deviceCode)) return { is: "over" };
      const key = keys.pairing(digest(deviceCode));
      let given: Extract<Taken, { is: "given" }> | undefined;
      return await commitChecked<Taken>(kv, async () => {
        const { value: row, versionstamp } = await kv.get<PairingRow>(key);
        if (given && row?.taken === given.session.session.id) {
          return { is: "done", result: given }; // an answer was lost
        }
        if (row === null || isOver(row)) return { is: "done", result: { is: "over" } };
        const { answer } = row;
        if (answer?.is !== "confirmed") {
          return { is: "done", result: { is: answer ? "denied" : "waiting" } };
        }
        // Whoever was signed out since, by a new password or a ban, gives nobody a session.
        const by = await kv.get<Session>(keys.session(answer.session));
        if (by.value === null || expiryOf(by.value) <= clock.now()) {
          return { is: "done", result: { is: "over" } };
        }
        const { token, session, checks, mutations } = await grant(answer.user, by.value);
        given = { is: "given", user: answer.user, session: { token, session } };
        const value = { ...row, taken: session.id };
        const expireIn = Math.max(1, row.until - clock.now());
        return {
          is: "commit",
          result: given,
          checks: [
            { key, versionstamp },
            { key: by.key, versionstamp: by.versionstamp },
            ...checks,
          ],
          mutations: [{ type: "set", key, value, expireIn }, ...mutations],
        };
      });
    },
  };
}
