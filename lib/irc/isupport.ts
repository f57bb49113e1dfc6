import { LIMITS } from "../protocol/limits.ts";
import { CHANNEL_LENGTH } from "./text/names.ts";

/** Messages that one CHATHISTORY gives at most. */
export const MAX_CHATHISTORY = 100;
/** Targets of one PRIVMSG. */
export const MAX_TARGETS = 4;
/** What marks a bot in WHO and WHOIS (IRCv3, “Bot mode”). */
export const BOT_MODE = "B";
/** Tokens in one line of 005. */
const TOKENS_A_LINE = 13;

/** What the server says of itself in 005, in lines. */
export function isupportLines(network: string): string[][] {
  const tokens = [
    "AWAYLEN=" + LIMITS.status,
    `BOT=${BOT_MODE}`,
    "CASEMAPPING=ascii",
    "CHANLIMIT=#&:",
    "CHANMODES=b,,,imnst",
    `CHANNELLEN=${CHANNEL_LENGTH}`,
    "CHANTYPES=#&",
    `CHATHISTORY=${MAX_CHATHISTORY}`,
    "CLIENTTAGDENY=*,-typing,-draft/reply,-draft/react,-draft/unreact,-draft/edit",
    "ELIST=",
    "EXTBAN=~,qt",
    `KICKLEN=300`,
    "MAXLIST=b:100",
    `MAXTARGETS=${MAX_TARGETS}`,
    "MODES=1",
    "MSGREFTYPES=msgid,timestamp",
    `NAMELEN=${LIMITS.name}`,
    `NETWORK=${network.replace(/[^\w.-]+/g, "_") || "Palabre"}`,
    `NICKLEN=${LIMITS.name}`,
    "PREFIX=(qo)~@",
    "STATUSMSG=",
    `TARGMAX=PRIVMSG:${MAX_TARGETS},NOTICE:${MAX_TARGETS},TAGMSG:1,WHOIS:1,KICK:1,JOIN:,PART:`,
    `TOPICLEN=${LIMITS.topic}`,
    "UTF8MAPPING=rfc8265",
    "UTF8ONLY",
  ];
  const lines: string[][] = [];
  for (let at = 0; at < tokens.length; at += TOKENS_A_LINE) {
    lines.push(tokens.slice(at, at + TOKENS_A_LINE));
  }
  return lines;
}
