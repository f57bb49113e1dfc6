// Who is in a channel, as the client is told.
import { peopleIn } from "../../protocol/room_preview.ts";
import { MAX_MEMBERS } from "../../protocol/limits.ts";
import type { Member } from "../../protocol/requests/people.ts";
import { SERVER } from "../gateway.ts";
import { Numeric, tell } from "../numerics.ts";
import type { Sink } from "../output.ts";
import type { Session } from "../session.ts";
import type { Conversation } from "../state/conversations.ts";
import { maskOf, rankOf } from "../state/people.ts";
import { byteLength } from "../text/bytes.ts";
import { MAX_BODY_BYTES } from "../text/line.ts";
import { applyPresence, applyProfiles, ensureSeen, learnMember } from "./people_lines.ts";

/** People whom a client is told of by itself when it comes into a channel: those who are here first. */
export const TOLD_AT_FIRST = 1_000;
/** People whom a client is told of that asks for their names. */
export const MOST_NAMED = 10_000;
/** In a channel with more people here, nobody is told who came: they are in it when they speak. */
export const MAX_TOLD_OF = 200;

/** Lists who is in a channel, at most `most`, and notes whom the client was told of. */
export async function sendNames(
  session: Session,
  out: Sink,
  conversation: Conversation,
  most: number,
): Promise<void> {
  const { channel = "*", summary, members } = conversation;
  const nick = session.me.nick;
  const sign = summary.private || summary.kind === "direct" ? "@" : "=";
  const { listed, of } = await readMembers(session, conversation, most, (member) => {
    learnMember(session, member);
    members.add(member.id);
  });
  // Those whom the client was told of meanwhile are in it too; oneself first of all.
  const names = [...members].flatMap((id) => {
    const who = session.people.get(id);
    if (!who || who.gone) return [];
    return `${rankOf(who)}${session.has("userhost-in-names") ? maskOf(who) : who.nick}`;
  });
  const room = MAX_BODY_BYTES - byteLength(`:${SERVER} 353 ${nick} ${sign} ${channel} :`);
  let line = "";
  const flush = () => {
    if (line !== "") tell(out, nick, Numeric.names, sign, channel, line);
    line = "";
  };
  for (const name of names) {
    if (line !== "" && byteLength(line) + 1 + byteLength(name) > room) flush();
    line += line === "" ? name : ` ${name}`;
  }
  flush();
  const end = "End of /NAMES list";
  const cut = listed < of ? `: ${listed} of ${of}` : "";
  tell(out, nick, Numeric.endOfNames, channel, `${end}${cut}`);
}

/** Reads who is in a channel, and tells the client of each of whom it was not told. */
export async function tellMembers(
  session: Session,
  conversation: Conversation,
  most: number,
  told: (member: Member) => void = () => {},
): Promise<void> {
  await readMembers(session, conversation, most, (member) => {
    tellMember(session, conversation, member);
    told(member);
  });
}

function tellMember(session: Session, conversation: Conversation, member: Member): void {
  const { id, name, role, bot } = member;
  applyProfiles(session, { [id]: { name, role, ...(bot && { bot }) } });
  const known = session.people.get(id);
  if (known) ensureSeen(session, conversation, known);
  applyPresence(session, [{ user: id, ...member }]);
}

/** Has the chat tell of the people of the channel that the user writes in (P5). */
export async function lookAt(session: Session, conversation: Conversation): Promise<void> {
  if (conversation.summary.kind !== "room") return;
  const found = (member: Member) => tellMember(session, conversation, member);
  await readMembers(session, conversation, MAX_TOLD_OF, found, "unless-looking");
}

/**
 * Reads the members of a conversation, at most `most`, and calls `found` for each: from then on the
 * chat tells of them, and of no other room's. Gives how many were read, of how many.
 */
async function readMembers(
  session: Session,
  { summary: { id: conversation } }: Conversation,
  most: number,
  found: (member: Member) => void,
  when: "always" | "unless-looking" = "always",
): Promise<{ listed: number; of: number }> {
  return await session.memberReads.run(async () => {
    if (when === "unless-looking" && session.looking === conversation) return { listed: 0, of: 0 };
    session.looking = conversation;
    let listed = 0;
    let after: string | undefined;
    for (;;) {
      const { members, counts, next } = await session.link.ask("members", {
        conversation,
        limit: Math.min(MAX_MEMBERS, most - listed),
        ...(after !== undefined && { after }),
      });
      members.forEach(found);
      listed += members.length;
      if (next === undefined || listed >= most) {
        return { listed, of: peopleIn(counts) };
      }
      after = next;
    }
  });
}
