// Links for a new password: whoever opens one chooses it, once. The store knows their codes by hash alone.
import type { UserId } from "../../protocol/events.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import { commitChecked, type CommitParts, type DecideParts } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/** A link that is good until `until`, in milliseconds UTC. */
interface PasswordLink {
  user: UserId;
  until: number;
}

/** Links for new passwords, one of each person. */
export interface PasswordLinks {
  /** Makes one, with what `beside` says; the one before ends. Its code is given this once. */
  make(user: UserId, beside: DecideParts): Promise<{ code: string; until: number }>;
  /** Whose link it is, and the writes that use it up; `undefined` where it is none. */
  find(code: string): Promise<{ user: UserId; use: CommitParts } | undefined>;
}

/** How long a link is good, in milliseconds. */
export const PASSWORD_LINK_MS = 60 * 60_000;
/** Bytes of a code: 256 bits, beyond guessing. */
const CODE_BYTES = 32;
const CODE = /^[A-Za-z0-9_-]{43}$/;

/** The links in `kv`. */
export function createPasswordLinks(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): PasswordLinks {
  return {
    async make(user, beside) {
      const code = encodeBase64Url(random.bytes(CODE_BYTES));
      const hash = digest(code);
      const until = clock.now() + PASSWORD_LINK_MS;
      const value: PasswordLink = { user, until };
      const set = { type: "set", expireIn: PASSWORD_LINK_MS } as const;
      const mark = keys.passwordLinkOf(user);
      return await commitChecked(kv, async () => {
        const before = await kv.get<string>(mark);
        if (before.value === hash) return { is: "done", result: { code, until } }; // a lost answer
        const { checks, mutations } = await beside();
        return {
          is: "commit",
          result: { code, until },
          checks: [{ key: mark, versionstamp: before.versionstamp }, ...checks],
          mutations: [
            ...(before.value === null
              ? []
              : [{ type: "delete" as const, key: keys.passwordLink(before.value) }]),
            { ...set, key: keys.passwordLink(hash), value },
            { ...set, key: mark, value: hash },
            ...mutations,
          ],
        };
      });
    },

    async find(code) {
      if (!CODE.test(code)) return undefined;
      const key = keys.passwordLink(digest(code));
      const { value, versionstamp } = await kv.get<PasswordLink>(key);
      if (value === null || value.until <= clock.now()) return undefined;
      const use: CommitParts = {
        checks: [{ key, versionstamp }],
        mutations: [
          { type: "delete", key },
          { type: "delete", key: keys.passwordLinkOf(value.user) },
        ],
      };
      return { user: value.user, use };
    },
  };
}
