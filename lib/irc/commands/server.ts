import { SERVER } from "../gateway.ts";
import { filled } from "../../i18n/irc.ts";
import { isupportLines } from "../isupport.ts";
import { notice, Numeric, tell } from "../numerics.ts";
import type { Sink } from "../output.ts";
import type { Session } from "../session.ts";
import { answer, type Commands } from "./handler.ts";

/** What somebody is told who has come in: 001 to 005, how many are here, the message of the day. */
export function greet(session: Session, out: Sink): void {
  const { client: { words }, gateway: { community }, me: { nick } } = session;
  const values = { community: community.name(), nick };
  tell(out, nick, Numeric.welcome, filled(words.welcome, values));
  tell(out, nick, Numeric.yourHost, `Your host is ${SERVER}, running Palabre`);
  tell(out, nick, Numeric.created, "This server keeps what is said");
  tell(out, nick, Numeric.myInfo, SERVER, "palabre", "i", "bimnost", "bo");
  for (const tokens of isupportLines(community.name())) {
    tell(out, nick, Numeric.isupport, ...tokens, "are supported by this server");
  }
  tellUsers(session, out);
  tellMotd(session, out);
}

function tellUsers({ gateway: { instance }, me: { nick } }: Session, out: Sink): void {
  const here = String(instance.connections);
  tell(out, nick, Numeric.luserClient, `There are ${here} users and 0 invisible on 1 servers`);
  tell(out, nick, Numeric.luserMe, `I have ${here} clients and 1 servers`);
  tell(out, nick, Numeric.localUsers, here, here, `Current local users ${here}, max ${here}`);
}

function tellMotd({ client: { words }, gateway: { community }, me: { nick } }: Session, out: Sink) {
  tell(out, nick, Numeric.motdStart, `- ${community.name()} -`);
  for (const line of words.motd) tell(out, nick, Numeric.motd, `- ${line}`);
  if (community.origin !== undefined) tell(out, nick, Numeric.motd, `- ${community.origin}`);
  tell(out, nick, Numeric.endOfMotd, "End of /MOTD command.");
}

/** What is asked of the server itself. */
export const serverCommands: Commands = {
  MOTD: { least: 0, run: ({ session, out }) => tellMotd(session, out) },
  LUSERS: { least: 0, run: ({ session, out }) => tellUsers(session, out) },
  VERSION: {
    least: 0,
    run(asked) {
      answer(asked, Numeric.version, "palabre", SERVER, "an IRC door of Palabre");
      const { community } = asked.session.gateway;
      for (const tokens of isupportLines(community.name())) {
        answer(asked, Numeric.isupport, ...tokens, "are supported by this server");
      }
    },
  },
  TIME: {
    least: 0,
    run(asked) {
      const now = new Date(asked.session.gateway.clock.now()).toISOString();
      answer(asked, Numeric.time, SERVER, now);
    },
  },
  HELP: {
    least: 0,
    run: ({ session, out }) => notice(out, session.me.nick, session.client.words.motd.join("\n")),
  },
};
