// Keeping people out or quiet, and rooms: the same acts as in a browser, with the same lines in the journal.
import { leadingDuration, parseDuration } from "../../protocol/durations.ts";
import { Numeric } from "../numerics.ts";
import type { Conversation } from "../state/conversations.ts";
import { rankOf } from "../state/people.ts";
import { isChannel, nameOfNick, nickOfName } from "../text/names.ts";
import { answer, type Asked, type Commands, countRequest, refuse, refuseError } from "./handler.ts";
import { channelHere, findPerson } from "./lookup.ts";

/** Whom a mask means, what for and how long: `nick`, `nick!*@*`, `~t:10m:nick`, and quiet `~q:10m:nick`. */
function readMask(
  mask: string,
): { what: "ban" | "mute"; nick: string; duration?: string } {
  const [, kind = "t", rest = mask] = /^~([tq]):(.*)$/s.exec(mask) ?? [];
  const [, span = "", named = ""] = /^([^:]+):(.*)$/s.exec(rest) ?? [];
  const duration = parseDuration(span) === undefined ? undefined : span;
  const whom = duration === undefined ? rest : named;
  const nick = whom.split("!", 1)[0] ?? "";
  return {
    what: kind === "q" ? "mute" : "ban",
    nick,
    ...(duration !== undefined && { duration }),
  };
}

/** A reason that may begin with a duration: `10m because`. */
function readReason(text: string): { duration?: string; reason: string } {
  const timed = leadingDuration(text.trim());
  return timed ? { duration: timed.duration, reason: timed.rest } : { reason: text };
}

async function idOf(asked: Asked, nick: string): Promise<{ id: string } | { user: string }> {
  const found = await findPerson(asked.session, nick);
  return found ? { id: found.id } : { user: nameOfNick(nick) };
}

async function kick(asked: Asked): Promise<void> {
  const [channel = "", nick = "", text = ""] = asked.line.params;
  if (!channelHere(asked, channel)) return;
  const { duration, reason } = readReason(text);
  const { administration } = asked.session.gateway;
  if (duration === undefined) {
    const message = asked.session.client.words.kickNeedsTime;
    return refuse(asked, { code: "invalid", message }, Numeric.unknownError, channel, nick);
  }
  try {
    countRequest(asked);
    const who = await idOf(asked, nick);
    await administration.kick(asked.session.acting, { ...who, duration, reason, addresses: false });
  } catch (error) {
    refuseError(asked, error, Numeric.chanopNeeded, channel);
  }
}

/** One change of a channel's mode. Throws what is refused. */
async function change(
  asked: Asked,
  { summary }: Conversation,
  { on, mode, param }: { on: boolean; mode: string; param: string },
): Promise<void> {
  const { session } = asked;
  const { administration } = session.gateway;
  countRequest(asked);
  switch (mode) {
    case "m":
      return void await administration.changeRoom(session.acting, summary.id, { readOnly: on });
    case "t":
      return void await administration.changeRoom(session.acting, summary.id, { topicLocked: on });
    case "b": {
      const { what, nick, duration } = readMask(param);
      const who = await idOf(asked, nick);
      if (!on) return await administration.lift(session.acting, { ...who, what });
      const wish = { ...who, ...(duration !== undefined && { duration }), addresses: false };
      const impose = what === "ban" ? administration.ban : administration.mute;
      return void await impose(session.acting, wish);
    }
    default: { // o
      const who = await idOf(asked, param);
      const role = on ? "moderator" : "member";
      return void await administration.giveRole(session.acting, { ...who, role });
    }
  }
}

async function listBans(asked: Asked, channel: string): Promise<void> {
  const { session } = asked;
  if (rankOf(session.me) !== "") {
    countRequest(asked);
    const sanctions = await session.gateway.administration.sanctions(session.acting);
    for (const { kind, whom, by, at } of sanctions) {
      const mask = `${kind === "mute" ? "~q:" : ""}${nickOfName(whom.name)}!*@*`;
      const since = String(Math.floor(at / 1_000));
      answer(asked, Numeric.banList, channel, mask, nickOfName(by.name), since);
    }
  }
  answer(asked, Numeric.endOfBanList, channel, "End of channel ban list");
}

async function channelMode(asked: Asked): Promise<void> {
  const [channel = "", modes = "", param = ""] = asked.line.params;
  const conversation = channelHere(asked, channel);
  if (!conversation) return;
  const { readOnly, private: isPrivate, kind } = conversation.summary;
  if (modes === "") {
    const shown = `+n${readOnly ? "m" : ""}${isPrivate || kind === "direct" ? "is" : ""}`;
    return answer(asked, Numeric.channelModeIs, channel, shown);
  }
  const [, sign = "+", mode = ""] = /^([+-]?)([a-z])/i.exec(modes) ?? [];
  if (mode === "b" && param === "") return await listBans(asked, channel);
  if (!"mtbo".includes(mode) || mode === "") {
    return answer(asked, Numeric.unknownMode, mode || modes, "is unknown mode char to me");
  }
  if ("bo".includes(mode) && param === "") {
    return answer(asked, Numeric.needMoreParams, "MODE", "Not enough parameters");
  }
  const on = sign !== "-";
  const { what, duration } = readMask(param);
  if (mode === "b" && on && what === "mute" && duration === undefined) {
    const message = asked.session.client.words.muteNeedsTime;
    return refuse(asked, { code: "invalid", message }, Numeric.unknownError, channel);
  }
  await change(asked, conversation, { on, mode, param });
}

/** What moderators do. */
export const moderationCommands: Commands = {
  KICK: { least: 2, run: kick },
  MODE: {
    least: 1,
    async run(asked) {
      const [target = ""] = asked.line.params;
      // Modes of a person: there are none, and clients ask for some when they come.
      if (!isChannel(target)) {
        if (asked.line.params.length < 2) answer(asked, Numeric.umodeIs, "+");
        return;
      }
      await channelMode(asked).catch((error) =>
        refuseError(asked, error, Numeric.chanopNeeded, target)
      );
    },
  },
};
