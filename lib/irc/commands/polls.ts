// VOTE, which is Palabre's own: IRC has no polls.
import { filled } from "../../i18n/irc.ts";
import { refusalMessage } from "../../i18n/refusals.ts";
import { readPoll } from "../events/poll_lines.ts";
import { notice, Numeric } from "../numerics.ts";
import { answer, type Asked, type Commands, refuse, refuseError } from "./handler.ts";
import { conversationOf } from "./lookup.ts";

/** `VOTE #room 17 1 3` chooses the first and the third answer, `0` takes the vote back. */
async function vote(asked: Asked): Promise<void> {
  const { session, out, line: { params: [target = "", message = "", ...chosen] } } = asked;
  const { locale, words } = session.client;
  const conversation = conversationOf(session, target);
  if (!conversation) return answer(asked, Numeric.noSuchChannel, target, "No such channel");
  const seq = /^[1-9]\d{0,14}$/.test(message) ? Number(message) : undefined;
  const read = async () => seq && await readPoll(session, conversation, seq);
  const found = await read();
  if (!found || seq === undefined) {
    const gone = refusalMessage(locale, "unknown-message");
    return refuse(asked, { code: "unknown-msgid", message: gone }, Numeric.cannotSend, target);
  }
  const numbers = chosen.join(" ").split(/[\s,]+/).filter((word) => word !== "");
  const count = found.poll.options.length;
  if (!numbers.every((number) => /^\d{1,2}$/.test(number) && Number(number) <= count)) {
    const message = filled(words.pollNumbers, { count: String(count) });
    return refuse(asked, { code: "invalid", message }, Numeric.cannotSend, target);
  }
  if (numbers.length > 0) {
    const options = numbers.map((number) => Number(number) - 1).filter((option) => option >= 0);
    await session.link.ask("vote", { conversation: conversation.summary.id, target: seq, options });
  }
  const { lines } = numbers.length > 0 && await read() || found;
  notice(out, session.me.nick, lines.join("\n"));
}

/** Voting, and how a poll stands. */
export const pollCommands: Commands = {
  VOTE: {
    least: 2,
    async run(asked) {
      await vote(asked).catch((error) =>
        refuseError(asked, error, Numeric.cannotSend, asked.line.params[0] ?? "*")
      );
    },
  },
};
