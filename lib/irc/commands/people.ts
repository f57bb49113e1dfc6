import { HOST, SERVER } from "../gateway.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { personTag } from "../../protocol/people.ts";
import { tellMembers, TOLD_AT_FIRST } from "../events/member_lines.ts";
import { applyProfiles, awayWords } from "../events/people_lines.ts";
import { BOT_MODE } from "../isupport.ts";
import { Numeric } from "../numerics.ts";
import type { Session } from "../session.ts";
import { accountOf, type Known, rankOf } from "../state/people.ts";
import { isChannel, nameOfNick } from "../text/names.ts";
import { several } from "./channels.ts";
import {
  answer,
  type Asked,
  type Commands,
  countRequest,
  reasonFor,
  refuseError,
} from "./handler.ts";
import { findPerson } from "./lookup.ts";

function answerWho(asked: Asked, channel: string, who: Known): void {
  const flags = `${awayWords(who) === undefined ? "H" : "G"}${
    who.role === "administrator" ? "*" : ""
  }${rankOf(who)}${who.bot ? BOT_MODE : ""}`;
  answer(
    asked,
    Numeric.whoReply,
    ...[channel, personTag(who.id), HOST, SERVER, who.nick, flags, `0 ${who.name}`],
  );
}

async function who(asked: Asked): Promise<void> {
  const { session, line } = asked;
  const mask = line.params[0] ?? "*";
  const conversation = isChannel(mask) ? session.conversations.byChannel(mask) : undefined;
  if (conversation) {
    await tellMembers(session, conversation, TOLD_AT_FIRST, ({ id }) => {
      const known = session.people.get(id);
      if (known) answerWho(asked, mask, known);
    });
  } else if (!isChannel(mask) && !/[*?]/.test(mask)) {
    const found = await findPerson(session, mask);
    if (found) answerWho(asked, "*", found);
  }
  answer(asked, Numeric.endOfWho, mask, "End of /WHO list");
}

/** The channels of somebody that the client is in too. */
function sharedChannels(session: Session, { id }: Known): string[] {
  return session.conversations.of(id).flatMap(({ channel }) => channel ?? []);
}

async function whois(asked: Asked): Promise<void> {
  const { session, line: { params } } = asked;
  const nick = params[1] ?? params[0] ?? "";
  const found = await findPerson(session, nick);
  if (!found || found.gone) {
    answer(asked, Numeric.noSuchNick, nick, "No such nick");
    return answer(asked, Numeric.endOfWhois, nick, "End of /WHOIS list");
  }
  answer(asked, Numeric.whoisUser, found.nick, personTag(found.id), HOST, "*", found.name);
  const channels = sharedChannels(session, found);
  if (channels.length > 0) {
    const ranked = channels.map((channel) => `${rankOf(found)}${channel}`).join(" ");
    answer(asked, Numeric.whoisChannels, found.nick, ranked);
  }
  answer(asked, Numeric.whoisServer, found.nick, SERVER, session.gateway.community.name());
  if (found.role === "administrator") {
    answer(asked, Numeric.whoisOperator, found.nick, "administers this community");
  }
  const account = accountOf(found);
  if (account !== undefined) {
    answer(asked, Numeric.whoisAccount, found.nick, account, "is logged in as");
  }
  if (found.bot) answer(asked, Numeric.whoisBot, found.nick, "is a bot");
  const away = awayWords(found);
  if (away !== undefined) answer(asked, Numeric.away, found.nick, away);
  answer(asked, Numeric.endOfWhois, found.nick, "End of /WHOIS list");
}

function away(asked: Asked): void {
  const { session: { presence }, line } = asked;
  const words = [...line.params[0] ?? ""].slice(0, LIMITS.status).join("");
  if (words === "") {
    presence.comeBack();
    return answer(asked, Numeric.unaway, "You are no longer marked as being away");
  }
  presence.leave(words);
  answer(asked, Numeric.nowAway, "You have been marked as being away");
}

/** Another name: what a nick stands for, or the name itself. */
async function rename(asked: Asked, name: string): Promise<void> {
  const { session } = asked;
  const { gateway } = session;
  countRequest(asked);
  const person = await gateway.identity.changeName(session.acting, name);
  applyProfiles(session, { [person.id]: { name: person.name, role: person.role } });
}

/** Who people are, and who one is oneself. */
export const peopleCommands: Commands = {
  WHO: { least: 0, run: who },
  WHOIS: { least: 1, run: whois },
  WHOWAS: {
    least: 1,
    run(asked) {
      const nick = asked.line.params[0] ?? "";
      answer(asked, Numeric.wasNoSuchNick, nick, "Nothing is kept of who was here");
      answer(asked, Numeric.endOfWhowas, nick, "End of WHOWAS");
    },
  },
  USERHOST: {
    least: 1,
    run(asked) {
      const { session, line } = asked;
      const found = line.params.slice(0, 5).flatMap((nick) => session.people.byNick(nick) ?? []);
      const said = found.map((one) => {
        const here = awayWords(one) === undefined ? "+" : "-";
        return `${one.nick}${one.role === "administrator" ? "*" : ""}=${here}${
          personTag(one.id)
        }@${HOST}`;
      });
      answer(asked, Numeric.userhost, said.join(" "));
    },
  },
  ISON: {
    least: 1,
    run(asked) {
      const nicks = asked.line.params.flatMap((param) => param.split(" "));
      const here = nicks.flatMap((nick) => {
        const known = asked.session.people.byNick(nick);
        return known && !known.gone && known.state !== "offline" ? [known.nick] : [];
      });
      answer(asked, Numeric.ison, here.join(" "));
    },
  },
  AWAY: { least: 0, run: away },
  NICK: {
    least: 1,
    async run(asked) {
      const nick = several(asked.line.params[0])[0] ?? "";
      await rename(asked, nameOfNick(nick)).catch((error) => {
        const { code, message } = reasonFor(asked, error);
        const numeric = code === "name-taken" ? Numeric.nicknameInUse : Numeric.badNickname;
        answer(asked, numeric, nick, message);
      });
    },
  },
  SETNAME: {
    least: 1,
    async run(asked) {
      const [name = ""] = asked.line.params;
      await rename(asked, name).catch((error) => refuseError(asked, error, Numeric.unknownError));
    },
  },
};
