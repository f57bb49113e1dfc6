import type { Bus } from "../../cluster/bus.ts";
import type { Person, UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import { personOf } from "../identity/current_user.ts";
import { TrustedCache } from "../trusted_cache.ts";

/** What asks something of what somebody writes; `undefined`, without a promise, where nothing is asked. */
type Asks<Message, Answer> = (actor: Actor, message: Message) => Promise<Answer> | undefined;

/** Has a screen ask of a bot what it asks of who answers for it. */
export type AskAnswering = <Message, Answer>(
  screen: Asks<Message, Answer | undefined>,
  isAsked: (message: Message) => boolean,
) => Asks<Message, Answer | undefined>;

/**
 * Over people's records, which are trusted for a while. What `isAsked` says nothing is asked of, of anybody,
 * costs no read. Screens reject with `Unavailable` besides.
 */
export function createAskAnswering(
  { users, announcer, bus, clock }: {
    users: Pick<Users, "get">;
    announcer: Pick<Announcer, "onAnnouncement">;
    bus: Pick<Bus, "alone" | "onSuspicion">;
    clock: Clock;
  },
): AskAnswering {
  const kept = new TrustedCache<Person>(bus, clock);
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "user") kept.delete(message.id);
  });

  async function read(id: UserId): Promise<Person | undefined> {
    return await kept.getOne(id, async () => {
      const user = await users.get(id);
      return user && personOf(user);
    });
  }

  return (screen, isAsked) => (actor, message) => {
    const { bot, ...as } = actor;
    if (!bot) return screen(actor, message);
    if (!isAsked(message)) return undefined;
    return read(bot.by).then((user = as.user) => screen({ ...as, user }, message));
  };
}
