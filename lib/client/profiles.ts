import type { Profile, Profiles, UserId } from "../protocol/events.ts";

/** Whoever was named so far. Grows with the people that were met, not with what they said. */
export class KnownProfiles {
  #profiles = new Map<UserId, Profile>();

  learn(profiles: Profiles): void {
    for (const id in profiles) this.#profiles.set(id, profiles[id]!);
  }

  find(id: UserId): Profile | undefined {
    return this.#profiles.get(id);
  }

  /** The server names everyone whom its events name; a server that did not shows as the id. */
  of(id: UserId): Profile {
    return this.#profiles.get(id) ?? { name: id, role: "member" };
  }
}
