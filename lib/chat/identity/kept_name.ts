import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { EntryRequests } from "../../store/people/entry_requests.ts";
import { NAME_HELD_AFTER_MESSAGE_MS } from "../../store/people/name_claims.ts";
import type { Users } from "../../store/people/users.ts";
import type { Identity } from "./identity.ts";
import { GUEST_NAME_KEPT_MS } from "./name_release.ts";

/** As long as nobody else may be called as a guest who left, their browser brings them back, once. */
export const BACK_MS = GUEST_NAME_KEPT_MS + NAME_HELD_AFTER_MESSAGE_MS;
const TOKEN_BYTES = 32;

/** The name of a guest who leaves: kept for a while, and theirs again in the browser that they left. */
export function createKeptName(
  { users, entryRequests, clock, random }: {
    users: Pick<Users, "update">;
    entryRequests: Pick<EntryRequests, "rememberLeft">;
    clock: Clock;
    random: Random;
  },
): Pick<Identity, "keepName"> {
  return {
    async keepName({ user: { id, role } }, comesBack) {
      if (role !== "guest") return undefined;
      const token = comesBack ? encodeBase64Url(random.bytes(TOKEN_BYTES)) : undefined;
      const remembered = token === undefined
        ? []
        : [entryRequests.rememberLeft(token, id, BACK_MS)];
      const guest = await users.update(
        id,
        (user) => ({ ...user, seenAt: clock.now() }),
        () => ({ checks: [], mutations: remembered }),
      );
      return guest && token;
    },
  };
}
