import type { LogEvent, Person, Profile, Profiles, UserId } from "../protocol/events.ts";
import type { User, Users } from "../store/users.ts";
import type { Clock } from "../world/world.ts";
import { Cache } from "./cache.ts";
import type { Announcer } from "./chat.ts";

const MAX_PROFILES = 10_000;
/** A name that was changed elsewhere shows here after this long, even when the hint was lost. */
const PROFILE_TTL_MS = 60_000;

/** Who people are, by id: cached, and forgotten when a `changed` is announced. */
export interface Directory {
  /** Profiles that need no read, and the ids that do. */
  known(ids: Iterable<UserId>): { profiles: Profiles; missing: UserId[] };
  /** Profiles of those that exist. The gone have an empty name. */
  profiles(ids: Iterable<UserId>): Promise<Profiles>;
  person(id: UserId): Promise<Person | undefined>;
}

/** Whom events name: authors, the mentioned, and who reacted. */
export function namedIn(events: readonly LogEvent[]): Set<UserId> {
  const ids = new Set<UserId>();
  for (const event of events) {
    ids.add(event.by);
    if (event.kind !== "message") continue;
    for (const id of event.mentions ?? []) ids.add(id);
    for (const reacted of Object.values(event.reactions ?? {})) {
      for (const id of reacted) ids.add(id);
    }
  }
  return ids;
}

/** A directory over the users' records. */
export function createDirectory(
  { users, announcer, clock }: { users: Users; announcer: Announcer; clock: Clock },
): Directory {
  const cache = new Cache<Profile>(clock, { max: MAX_PROFILES, ttlMs: PROFILE_TTL_MS });
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "user") cache.forget(message.id);
  });

  async function load(ids: string[]) {
    const found = await users.getMany(ids);
    return new Map([...found].map(([id, user]) => [id, profileOf(user)]));
  }

  async function profiles(ids: Iterable<UserId>): Promise<Profiles> {
    return Object.fromEntries(await cache.getMany(ids, load));
  }

  return {
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

function profileOf({ name, role }: User): Profile {
  return { name, role };
}
