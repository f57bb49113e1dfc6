import type { Community, Somebody } from "../support/community.ts";

/** Why somebody is silent, in the words of who silenced them. */
export const WHY = "too loud for the others";

/** How somebody is kept from what others see: by a mute, or by a room. */
export const SILENCES = ["muted", "read-only"] as const;
export type Silent = typeof SILENCES[number];

/** A room of the owner's with a message of somebody's, and what else they may act on. */
export interface Place {
  conversation: string;
  room: string;
  /** Of what they wrote: a poll. */
  seq: number;
  n: number;
  /** An hour from now. */
  at: number;
  /** A group of them, the owner and `friend`. */
  group: string;
  /** What they put off. */
  scheduled: string;
  /** As it is typed; there is one where `addCommand` made it. */
  command: string;
}

/** Makes it, with number `n`. There must be a `friend`. */
export async function placeOf(
  here: Community,
  owner: Somebody,
  one: Somebody,
  n: number,
): Promise<Place> {
  const { chat } = here.one.instance;
  const did = <T>(act: Promise<T>) => here.settled(act);
  const { id: conversation, name: room = "" } = await did(
    chat.create(owner.actor, { name: `room-${n}` }),
  );
  await did(chat.join(one.actor, { conversation }));
  const poll = { options: ["one", "another"] };
  const { seq } = await did(
    chat.post(one.actor, { conversation, id: crypto.randomUUID(), text: "words", after: 0, poll }),
  );
  const at = here.clock.now() + 3_600_000;
  const scheduled = crypto.randomUUID();
  await did(chat.schedule(one.actor, { conversation, id: scheduled, text: "soon", at }));
  const { id: group } = await did(
    chat.openWith(owner.actor, { people: [one.actor.user.name, "friend"] }),
  );
  return { conversation, room, seq, n, at, group, scheduled, command: `/do-${n}` };
}

/** Adds the command of a bot to the room. */
export async function addCommand(
  here: Community,
  owner: Somebody,
  { conversation, n }: Place,
): Promise<void> {
  const { administration } = here.one.instance;
  const bot = { name: `Bot ${n}`, scopes: ["write" as const], rooms: [conversation] };
  const made = await here.settled(administration.addBot(owner.actor, bot));
  const wish = { name: `do-${n}`, usage: "", about: "", url: "https://ci.example/", origin: "" };
  await here.settled(administration.addCommand(owner.actor, { ...wish, bot: made.bot.bot.id }));
}

/** Has somebody silent, who is no administrator or moderator yet. */
export async function silence(
  here: Community,
  owner: Somebody,
  one: Somebody,
  { conversation }: Pick<Place, "conversation">,
  how: Silent,
): Promise<void> {
  const { administration } = here.one.instance;
  const whom = { id: one.actor.user.id, duration: "1h", reason: WHY };
  if (how === "muted") await here.settled(administration.mute(owner.actor, whom));
  else {
    const change = { readOnly: true };
    await here.settled(administration.changeRoom(owner.actor, conversation, change));
  }
}
