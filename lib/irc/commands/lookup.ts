// Whom and what a client means.
import { personAddress } from "../../protocol/people.ts";
import { learnMember } from "../events/people_lines.ts";
import { Numeric } from "../numerics.ts";
import type { Session } from "../session.ts";
import type { Conversation } from "../state/conversations.ts";
import type { Known } from "../state/people.ts";
import { isChannel, nameOfNick, nickKey } from "../text/names.ts";
import { answer, type Asked } from "./handler.ts";

/** The channel of that name in which the client is; says so and gives `undefined` where it is in none. */
export function channelHere(asked: Asked, channel: string): Conversation | undefined {
  const found = asked.session.conversations.byChannel(channel);
  if (!found) {
    answer(asked, Numeric.noSuchChannel, channel, "No such channel");
    return undefined;
  }
  if (!found.members.has(asked.session.me.id)) {
    answer(asked, Numeric.notOnChannel, channel, "You're not on that channel");
    return undefined;
  }
  return found;
}

/** Somebody by their nick: known to the client, or found by the chat. */
export async function findPerson(session: Session, nick: string): Promise<Known | undefined> {
  const known = session.people.byNick(nick);
  if (known && known.state !== undefined) return known;
  const { people } = await session.link.ask("people", { query: nameOfNick(nick) });
  const found = people.find(({ name }) => nickKey(nick) === nickKey(name) || isSame(nick, name));
  if (!found) return known;
  learnMember(session, found);
  return session.people.get(found.id);
}

function isSame(nick: string, name: string): boolean {
  return nameOfNick(nick).toLowerCase() === name.toLowerCase();
}

/** Where a message to a target goes: a conversation of the client's, or somebody new to write to. */
export function placeOf(
  session: Session,
  target: string,
): { conversation: Conversation } | { to: string } | undefined {
  if (isChannel(target)) {
    const conversation = session.conversations.byChannel(target);
    return conversation?.members.has(session.me.id) ? { conversation } : undefined;
  }
  const known = session.people.byNick(target);
  const conversation = known && session.conversations.withPerson(known.id);
  if (conversation) return { conversation };
  return { to: known ? personAddress(known) : nameOfNick(target) };
}

/** The conversation that a target names, if the client is in it. */
export function conversationOf(session: Session, target: string): Conversation | undefined {
  const place = placeOf(session, target);
  return place && "conversation" in place ? place.conversation : undefined;
}
