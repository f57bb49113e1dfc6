import type { AskedRules } from "../../protocol/community.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type ConversationSummary, GENERAL } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";
import { isAskedForRules } from "../moderation/acceptance.ts";
import type { Community } from "./admission_settings.ts";

/** For how long somebody is new enough to be welcomed. */
const WELCOME_MS = 14 * 24 * 60 * 60_000;

/** What is said to one on arriving: the rules to accept, and a welcome. */
export interface OwnRules {
  /** The rules that one has to accept before one writes; `undefined` where one has, or need not. */
  rulesToAccept(actor: Actor): Promise<AskedRules | undefined>;
  /** Accepts that version of the rules. Throws `rules-changed` where another one holds by now. */
  acceptRules(actor: Actor, version: number): Promise<void>;
  /** What a new member is welcomed with in the first room, until they put it away. */
  welcome(
    actor: Actor,
    place: Pick<ConversationSummary, "id" | "name">,
  ): Promise<string | undefined>;
  /** It is not shown again, on no device. */
  endWelcome(actor: Actor): Promise<void>;
}

/** Both over people's records. */
export function createOwnRules({ users, community, clock }: {
  users: Pick<Users, "get" | "update">;
  community: Pick<Community, "askedRules" | "profile" | "refresh">;
  clock: Pick<Clock, "now">;
}): OwnRules {
  return {
    async rulesToAccept(actor) {
      const asked = community.askedRules();
      if (!asked || !isAskedForRules(actor)) return undefined;
      const user = await users.get(actor.user.id);
      return (user?.acceptedRules?.version ?? 0) >= asked.version ? undefined : asked;
    },

    async acceptRules({ user: { id } }, version) {
      await community.refresh();
      if (community.profile().shown.rulesVersion !== version) throw new ChatError("rules-changed");
      const acceptedRules = { version, at: clock.now() };
      await users.update(id, (user) => {
        const isLater = (user.acceptedRules?.version ?? 0) < version;
        return isLater ? { ...user, acceptedRules } : user;
      });
    },

    async welcome({ user, bot }, { id, name }) {
      const { welcome, firstRoom } = community.profile().shown;
      const isFirst = firstRoom === "" ? id === GENERAL : name === firstRoom;
      if (welcome === "" || !isFirst || bot || user.role === "guest") return undefined;
      const known = await users.get(user.id);
      const isNew = known && clock.now() - known.createdAt < WELCOME_MS;
      return isNew && known.welcomedAt === undefined ? welcome : undefined;
    },

    async endWelcome({ user: { id } }) {
      await users.update(id, (user) => ({ ...user, welcomedAt: user.welcomedAt ?? clock.now() }));
    },
  };
}
