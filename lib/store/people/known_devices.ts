// Browsers in which somebody has signed in before. Each holds a token of its own in a cookie, which the
// store knows by its hash: it lets nobody in, but whose it is goes on where guesses are slowed down.
import type { UserId } from "../../protocol/events.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/** A browser as the store keeps it. Times in milliseconds UTC. */
export interface KnownDevice {
  /** The hash of its token. */
  id: string;
  /** In a few words: “Firefox on Linux”. */
  device: string;
  createdAt: number;
  usedAt: number;
  /** Until when no second factor is asked for there. */
  trustedUntil?: number;
}

/** Known browsers, for all instances together. */
export interface KnownDevices {
  /** Those that count, the last used first. */
  list(user: UserId): Promise<KnownDevice[]>;
  /** The one of them whose token is among these. */
  find(user: UserId, tokens: readonly string[]): Promise<KnownDevice | undefined>;
  /**
   * A new token for a browser in which somebody signs in, and the writes that make it known. What it had
   * before is replaced: a token that was planted is never taken on. `trusts`: no second factor is asked
   * for there for `TRUSTED_MS`; else what was said before holds.
   */
  entering(
    user: UserId,
    browser: { tokens: readonly string[]; device: string; trusts?: boolean },
  ): { token: string; parts(): Promise<CommitParts & { replaces?: string }> };
  /** `false` when it is none of theirs. */
  forget(user: UserId, id: string): Promise<boolean>;
  forgetAll(user: UserId): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;
/** How long no second factor is asked for in a browser. */
export const TRUSTED_MS = 30 * DAY_MS;
/** A browser in which nobody signed in for so long is known no more. */
export const KNOWN_MS = 180 * DAY_MS;
/** Browsers of one person; the one that was used first is forgotten. */
const MAX_KNOWN = 20;
const TOKEN_BYTES = 32;
export const DEVICE_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The known browsers in `kv`. */
export function createKnownDevices(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): KnownDevices {
  const counts = ({ usedAt }: KnownDevice) => usedAt + KNOWN_MS > clock.now();

  async function list(user: UserId): Promise<KnownDevice[]> {
    const { value } = await kv.get<KnownDevice[]>(keys.knownDevices(user));
    return (value ?? []).filter(counts).sort((one, other) => other.usedAt - one.usedAt);
  }

  return {
    list,

    async find(user, tokens) {
      if (tokens.length === 0) return undefined;
      const ids = tokens.map(digest);
      return (await list(user)).find(({ id }) => ids.includes(id));
    },

    entering(user, { tokens, device, trusts }) {
      const token = encodeBase64Url(random.bytes(TOKEN_BYTES));
      const byId = new Map(tokens.map((one) => [digest(one), one]));
      const key = keys.knownDevices(user);
      return {
        token,
        async parts() {
          const { value, versionstamp } = await kv.get<KnownDevice[]>(key);
          const held = (value ?? []).filter(counts);
          const before = held.find(({ id }) => byId.has(id));
          const now = clock.now();
          const trustedUntil = trusts ? now + TRUSTED_MS : before?.trustedUntil;
          const known: KnownDevice = {
            id: digest(token),
            device,
            createdAt: before?.createdAt ?? now,
            usedAt: now,
            ...(trustedUntil !== undefined && { trustedUntil }),
          };
          const others = held.filter((one) => one !== before)
            .sort((one, other) => other.usedAt - one.usedAt).slice(0, MAX_KNOWN - 1);
          return {
            checks: [{ key, versionstamp }],
            mutations: [{ type: "set", key, value: [known, ...others], expireIn: KNOWN_MS }],
            ...(before && { replaces: byId.get(before.id) }),
          };
        },
      };
    },

    async forget(user, id) {
      let known = false;
      await writeRow<KnownDevice[]>(kv, keys.knownDevices(user), (held = []) => {
        const value = held.filter((one) => one.id !== id);
        known ||= value.length < held.length;
        return value.length < held.length ? { value, expireIn: KNOWN_MS } : undefined;
      });
      return known;
    },

    async forgetAll(user) {
      await kv.commit([], [{ type: "delete", key: keys.knownDevices(user) }]);
    },
  };
}
