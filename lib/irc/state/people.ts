import {
  type Person,
  type PresenceChange,
  type Profile,
  type Profiles,
  type UserId,
} from "../../protocol/events.ts";
import { personTag } from "../../protocol/people.ts";
import { HOST } from "../gateway.ts";
import { nickKey, nickOfName } from "../text/names.ts";

/** Somebody whom a client was told of. */
export interface Known extends Person {
  nick: string;
  state?: PresenceChange["state"];
  status?: string;
}

/** What a profile changed of somebody whom the client knew already. */
export interface ProfileChange {
  before: Known;
  now: Known;
}

/** The people whom one client was told of: by which nick it knows them. */
export class People {
  readonly #byId = new Map<UserId, Known>();
  readonly #byNick = new Map<string, UserId>();

  get(id: UserId): Known | undefined {
    return this.#byId.get(id);
  }

  byNick(nick: string): Known | undefined {
    const id = this.#byNick.get(nickKey(nick));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** Takes what somebody is called now; gives the change, if the client knew them otherwise. */
  learn(id: UserId, profile: Profile): ProfileChange | undefined {
    const before = this.#byId.get(id);
    const same = before && before.name === profile.name && before.role === profile.role &&
      before.gone === profile.gone && (before.bot || !profile.bot);
    if (same) return undefined;
    const now = { ...before, id, ...profile, nick: nickFor(id, profile) };
    this.#byId.set(id, now);
    if (before && this.#byNick.get(nickKey(before.nick)) === id) {
      this.#byNick.delete(nickKey(before.nick));
    }
    const key = nickKey(now.nick);
    if (!now.gone || !this.#byNick.has(key)) this.#byNick.set(key, id);
    return before && { before, now };
  }

  learnAll(profiles: Profiles): ProfileChange[] {
    return Object.entries(profiles).flatMap(([id, profile]) => this.learn(id, profile) ?? []);
  }

  /** Takes how somebody is; gives whether that is news. */
  setPresence(id: UserId, { state, status }: Pick<PresenceChange, "state" | "status">): boolean {
    const known = this.#byId.get(id);
    if (!known || (known.state === state && known.status === status)) return false;
    known.state = state;
    known.status = status;
    return true;
  }
}

/** Whoever deleted their account has no name, and still wrote what they wrote. */
function nickFor(id: UserId, { name }: Profile): string {
  return name === "" ? `gone-${personTag(id)}` : nickOfName(name);
}

/** The source of what somebody does: `nick!tag@palabre`. */
export function maskOf({ id, nick }: Pick<Known, "id" | "nick">): string {
  return `${nick}!${personTag(id)}@${HOST}`;
}

/** The account of somebody as IRC knows it; guests have none. */
export function accountOf({ role, nick }: Pick<Known, "role" | "nick">): string | undefined {
  return role === "guest" ? undefined : nick;
}

/** The mark of rank before a nick. */
export function rankOf({ role }: Pick<Known, "role">): "~" | "@" | "" {
  return role === "administrator" ? "~" : role === "moderator" ? "@" : "";
}
