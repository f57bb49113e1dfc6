import type { LogEvent, Person, Profile, Profiles, Quotes, UserId } from "../../protocol/events.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Clock } from "../../runtime/clock.ts";
import { namedIn } from "../../protocol/named_in.ts";
import { TtlCache } from "../../async/ttl_cache.ts";
import type { Announcer } from "../chat.ts";

const MAX_PROFILES = 10_000;
/** A name that was changed elsewhere shows here after this long, even when the hint was lost. */
const PROFILE_TTL_MS = 60_000;

/** Who people are, by id: cached, and forgotten when a `changed` is announced. */
export interface Directory {
  /** Who somebody is, where that needs no read. */
  profile(id: UserId): Profile | undefined;
  /** Profiles that need no read, and the ids that do. */
  known(ids: Iterable<UserId>): { profiles: Profiles; missing: UserId[] };
  /** Profiles of those that exist. The gone have an empty name. */
  profiles(ids: Iterable<UserId>): Promise<Profiles>;
  /** Somebody by id, also who is gone. Rejects with `Unavailable`. */
  person(id: UserId): Promise<Person | undefined>;
}

/** Whom events name, and whom the quotes beside them do. */
export function namedBeside(events: readonly LogEvent[], quotes: Quotes = {}): Set<UserId> {
  const ids = namedIn(events);
  for (const { by } of Object.values(quotes)) ids.add(by);
  return ids;
}

/** A directory over the users' records. */
export function createDirectory(
  { users, announcer, clock }: { users: Users; announcer: Announcer; clock: Clock },
): Directory {
  const cache = new TtlCache<Profile>(clock, { max: MAX_PROFILES, ttlMs: PROFILE_TTL_MS });
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "user") cache.delete(message.id);
  });

  async function load(ids: string[]) {
    const found = await users.getMany(ids);
    return new Map([...found].map(([id, user]) => [id, profileOf(user)]));
  }

  async function profiles(ids: Iterable<UserId>): Promise<Profiles> {
    return Object.fromEntries(await cache.getMany(ids, load));
  }

  return {
    profile: (id) => cache.get(id),
    known(ids) {
      const profiles: Profiles = {};
      const missing: UserId[] = [];
      for (const id of ids) {
        const profile = cache.get(id);
        if (profile) profiles[id] = profile;
        else missing.push(id);
      }
      return { profiles, missing };
    },
    profiles,
    async person(id) {
      const profile = (await profiles([id]))[id];
      return profile && { id, ...profile };
    },
  };
}

function profileOf({ name, role, botBy, hook, goneAt, portrait }: User): Profile {
  const isGone = goneAt !== undefined;
  return {
    name,
    role,
    ...(isGone && { gone: true }),
    ...(botBy && { bot: true }),
    ...(hook && { hook }),
    ...(portrait && !isGone && { picture: portrait.tag }),
  };
}
