import { MAX_ROOM_PAGE } from "../../protocol/limits.ts";
import { may } from "../../protocol/permissions.ts";
import { filled } from "../../i18n/irc.ts";
import { Refused } from "../chat_link.ts";
import { enterChannel, leaveChannel } from "../events/channel_lines.ts";
import { MOST_NAMED, sendNames } from "../events/member_lines.ts";
import { notice, Numeric } from "../numerics.ts";
import { topicOf } from "../state/conversations.ts";
import { offeredRoomName } from "../../protocol/room_names.ts";
import { isChannel, nameOfNick, ROOM_SIGN, roomOfChannel } from "../text/names.ts";
import { answer, type Asked, type Commands, reasonFor, refuse, refuseError } from "./handler.ts";
import { channelHere } from "./lookup.ts";

/** Pages of rooms that one LIST gives. */
const MAX_LIST_PAGES = 20;

/** The names in a parameter of several. */
export function several(param: string | undefined): string[] {
  return (param ?? "").split(",").filter((one) => one !== "");
}

async function joinOne(asked: Asked, channel: string): Promise<void> {
  const { session, out } = asked;
  const known = session.conversations.byChannel(channel);
  if (known) {
    session.parted.delete(known.summary.id);
    return await enterChannel(session, out, known.summary);
  }
  try {
    const { conversation } = await joinRoom(asked, channel);
    session.parted.delete(conversation.id);
    await enterChannel(session, out, conversation);
  } catch (error) {
    refuseJoin(asked, channel, reasonFor(asked, error));
  }
}

/** Says why a channel is not entered: in a notice too, as irssi shows words of its own for the numeric. */
function refuseJoin(asked: Asked, channel: string, why: { code: string; message: string }): void {
  const { session, out } = asked;
  if (session.has("standard-replies")) return refuse(asked, why, Numeric.noSuchChannel, channel);
  answer(asked, Numeric.noSuchChannel, channel, "No such channel");
  notice(out, session.me.nick, why.message);
}

/**
 * Joins a room; one that there is not is made where its name is asked for twice: clients come into the
 * channels of the last time by themselves, and would bring back what was closed. Rejects with `Refused`.
 */
async function joinRoom({ session }: Asked, channel: string) {
  const typed = channel.slice(ROOM_SIGN.length);
  const room = roomOfChannel(channel) ??
    (channel.startsWith(ROOM_SIGN) ? offeredRoomName(typed) : undefined);
  if (room !== undefined) {
    try {
      return await session.link.ask("join", { room });
    } catch (error) {
      const isUnknown = error instanceof Refused && error.error.code === "unknown-conversation";
      if (!isUnknown) throw error;
    }
  }
  const { link, me, client: { words }, wished } = session;
  const mayMake = channel.startsWith(ROOM_SIGN) && may(me.role, "create a room");
  session.wished = room;
  if (mayMake && (room === undefined || room === wished)) { // what is no name is refused with why
    const title = roomOfChannel(channel) === undefined ? typed : undefined;
    return await link.ask("create", { name: room ?? typed, title });
  }
  const message = filled(mayMake ? words.joinToMake : words.noRoom, { channel });
  throw new Refused({ code: "unknown-conversation", message });
}

async function partOne(asked: Asked, channel: string): Promise<void> {
  const { session, out } = asked;
  const conversation = channelHere(asked, channel);
  if (!conversation) return;
  const { id } = conversation.summary;
  try {
    await session.link.ask("leave", { conversation: id });
    session.conversations.remove(id);
  } catch (error) {
    // Everyone is in `general`: this client alone does not show it any more.
    if (!(error instanceof Refused) || error.error.code !== "forbidden") throw error;
    session.parted.add(id);
  }
  leaveChannel(session, out, conversation);
}

async function list(asked: Asked): Promise<void> {
  const { session, line } = asked;
  const wanted = several(line.params[0]).filter(isChannel).map((one) => one.toLowerCase());
  answer(asked, Numeric.listStart, "Channel", "Users  Name");
  let after: string | undefined;
  for (let pages = 0; pages < MAX_LIST_PAGES; pages++) {
    const page = await session.link.ask("rooms", {
      limit: MAX_ROOM_PAGE,
      ...(after !== undefined && { after }),
    });
    for (const { name, title, topic, members, guests } of page.rooms) {
      const channel = `${ROOM_SIGN}${name}`;
      if (wanted.length > 0 && !wanted.includes(channel)) continue;
      // As many as NAMES lists: guests count while they are here (P8).
      answer(asked, Numeric.list, channel, String(members + guests), topic || title || "");
    }
    after = page.next;
    if (after === undefined) break;
  }
  answer(asked, Numeric.listEnd, "End of /LIST");
}

/** Coming into rooms, leaving them, and finding them. */
export const channelCommands: Commands = {
  JOIN: {
    least: 1,
    async run(asked) {
      if (asked.line.params[0] === "0") return; // leaving everything at once is no slip of a key
      for (const channel of several(asked.line.params[0])) await joinOne(asked, channel);
    },
  },
  PART: {
    least: 1,
    async run(asked) {
      for (const channel of several(asked.line.params[0])) {
        await partOne(asked, channel).catch((error) =>
          refuseError(asked, error, Numeric.unknownError, channel)
        );
      }
    },
  },
  TOPIC: {
    least: 1,
    async run(asked) {
      const [channel = "", topic] = asked.line.params;
      const conversation = channelHere(asked, channel);
      if (!conversation) return;
      if (topic === undefined) {
        const now = topicOf(conversation.summary);
        if (now === "") return answer(asked, Numeric.noTopic, channel, "No topic is set");
        return answer(asked, Numeric.topic, channel, now);
      }
      const { id } = conversation.summary;
      await asked.session.link.ask("topic", { conversation: id, topic }).catch((error) =>
        refuseError(asked, error, Numeric.chanopNeeded, channel)
      );
    },
  },
  NAMES: {
    least: 0,
    async run(asked) {
      for (const channel of several(asked.line.params[0])) {
        const { session, out } = asked;
        const conversation = session.conversations.byChannel(channel);
        if (conversation) await sendNames(session, out, conversation, MOST_NAMED);
        else answer(asked, Numeric.endOfNames, channel, "End of /NAMES list");
      }
    },
  },
  LIST: { least: 0, run: list },
  INVITE: {
    least: 2,
    async run(asked) {
      const [nick = "", channel = ""] = asked.line.params;
      const conversation = channelHere(asked, channel);
      if (!conversation) return;
      const { session } = asked;
      const user = session.people.byNick(nick)?.name ?? nameOfNick(nick);
      try {
        await session.link.ask("invite", { conversation: conversation.summary.id, user });
        answer(asked, Numeric.inviting, nick, channel);
      } catch (error) {
        refuseError(asked, error, Numeric.chanopNeeded, channel);
      }
    },
  },
};
