import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { Person, Profile, Profiles, UserId } from "../protocol/events.ts";

/** Whoever was named so far. Grows with the people that were met, not with what they said. */
export class KnownProfiles {
  readonly #profiles = new Map<UserId, Profile>();
  /** Whoever was told last of each name. */
  readonly #bearers = new Map<string, UserId>();
  readonly #names = signal<readonly string[]>([]);
  readonly #renewed = signal<Profiles>({});

  /** Every name met, sorted: the same array until a name is new. */
  get names(): ReadonlySignal<readonly string[]> {
    return this.#names;
  }

  /** Those that are other now than when they were first told. */
  get renewed(): ReadonlySignal<Profiles> {
    return this.#renewed;
  }

  /** Takes profiles; returns the ids of those that were known and are other now. */
  learn(profiles: Profiles): UserId[] {
    const changed: UserId[] = [];
    const before = this.#bearers.size;
    for (const [id, profile] of Object.entries(profiles)) {
      const known = this.#profiles.get(id);
      if (known && !sameProfile(known, profile)) changed.push(id);
      this.#profiles.set(id, profile);
      if (profile.name !== "" && !profile.gone) this.#bearers.set(profile.name, id);
    }
    if (this.#bearers.size !== before) this.#names.value = [...this.#bearers.keys()].sort();
    if (changed.length > 0) {
      const renewed = changed.flatMap((id) => profiles[id] ? [[id, profiles[id]] as const] : []);
      this.#renewed.value = { ...this.#renewed.value, ...Object.fromEntries(renewed) };
    }
    return changed;
  }

  find(id: UserId): Profile | undefined {
    return this.#profiles.get(id);
  }

  /** The same, for what draws it: it is drawn anew when somebody is called something else. */
  shown(id: UserId): Profile {
    return this.#renewed.value[id] ?? this.of(id);
  }

  /** Who is called so now, here or not. */
  named(name: string): Person | undefined {
    const id = this.#bearers.get(name);
    const profile = id === undefined ? undefined : this.#profiles.get(id);
    return id === undefined || profile?.name !== name || profile.gone
      ? undefined
      : { id, ...profile };
  }

  /** The server names everyone whom its events name; a server that did not shows as the id. */
  of(id: UserId): Profile {
    return this.#profiles.get(id) ?? { name: id, role: "member" };
  }
}

function sameProfile(one: Profile, other: Profile): boolean {
  return one.name === other.name && one.role === other.role && one.gone === other.gone &&
    one.picture === other.picture;
}

/**
 * People as frames name them beside events: profiles by id. `known`: who they were; not everything
 * that names somebody says whether they have a picture.
 */
export function profilesOf(
  people: readonly Person[],
  known: (id: UserId) => Profile | undefined,
): Profiles {
  const profiles: Profiles = {};
  for (const { id, name, role, gone, bot, hook, picture = known(id)?.picture } of people) {
    profiles[id] = {
      name,
      role,
      ...(bot && { bot }),
      ...(hook && { hook }),
      ...(gone ? { gone } : picture && { picture }),
    };
  }
  return profiles;
}
