import { SERVER } from "./gateway.ts";
import type { Sink } from "./output.ts";

/** The numerics that are sent (modern.ircdocs.horse, ircv3.net). */
export const Numeric = {
  welcome: "001",
  yourHost: "002",
  created: "003",
  myInfo: "004",
  isupport: "005",
  umodeIs: "221",
  luserClient: "251",
  luserMe: "255",
  localUsers: "265",
  away: "301",
  userhost: "302",
  ison: "303",
  unaway: "305",
  nowAway: "306",
  whoisUser: "311",
  whoisServer: "312",
  whoisOperator: "313",
  endOfWho: "315",
  endOfWhois: "318",
  whoisChannels: "319",
  listStart: "321",
  list: "322",
  listEnd: "323",
  channelModeIs: "324",
  whoisAccount: "330",
  whoisBot: "335",
  noTopic: "331",
  topic: "332",
  inviting: "341",
  version: "351",
  whoReply: "352",
  names: "353",
  endOfNames: "366",
  banList: "367",
  endOfBanList: "368",
  endOfWhowas: "369",
  motd: "372",
  motdStart: "375",
  endOfMotd: "376",
  time: "391",
  unknownError: "400",
  noSuchNick: "401",
  noSuchChannel: "403",
  cannotSend: "404",
  wasNoSuchNick: "406",
  tooManyTargets: "407",
  invalidCap: "410",
  noText: "412",
  inputTooLong: "417",
  unknownCommand: "421",
  noNickname: "431",
  badNickname: "432",
  nicknameInUse: "433",
  notOnChannel: "442",
  notRegistered: "451",
  needMoreParams: "461",
  alreadyRegistered: "462",
  wrongPassword: "464",
  banned: "465",
  unknownMode: "472",
  chanopNeeded: "482",
  loggedIn: "900",
  saslSuccess: "903",
  saslFail: "904",
  saslTooLong: "905",
  saslAborted: "906",
  saslAlready: "907",
  saslMechanisms: "908",
} as const;

export type Numeric = (typeof Numeric)[keyof typeof Numeric];

/** Sends a numeric; `nick` is whom it is for, `*` before they have a name. */
export function tell(out: Sink, nick: string, code: Numeric, ...params: string[]): void {
  out.send({ source: SERVER, command: code, params: [nick, ...params] });
}

/** Sends a notice of the server. */
export function notice(out: Sink, nick: string, text: string): void {
  for (const line of text.split("\n")) {
    out.send({ source: SERVER, command: "NOTICE", params: [nick, line] });
  }
}
