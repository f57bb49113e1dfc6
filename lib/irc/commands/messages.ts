import { ACTION } from "../../text/action.ts";
import type { RequestOf } from "../../protocol/client_frames.ts";
import { lookAt } from "../events/member_lines.ts";
import { readMsgid } from "../events/message_lines.ts";
import { Refused } from "../chat_link.ts";
import { Numeric } from "../numerics.ts";
import { behind, type Session } from "../session.ts";
import { fromIrc } from "../text/formatting.ts";
import type { Tags } from "../text/line.ts";
import { nickOfName } from "../text/names.ts";
import { MAX_TARGETS } from "../isupport.ts";
import { answer, type Asked, type Commands, refuse, refuseError } from "./handler.ts";
import { conversationOf, placeOf } from "./lookup.ts";
import { several } from "./channels.ts";

const CTCP = "\x01";
// deno-lint-ignore no-control-regex -- what a client asks another one begins and ends so
const CTCP_FORM = /^\x01(\S*) ?(.*?)\x01?$/s;
/** An answer with the message itself waits no longer for it. */
const ECHO_WITHIN_MS = 5_000;

/** The words of a line as a message; `undefined` for a question of one client to another. */
export function wordsOf(text: string): string | undefined {
  if (!text.startsWith(CTCP)) return fromIrc(text);
  const [, command = "", rest = ""] = CTCP_FORM.exec(text) ?? [];
  return command.toUpperCase() === "ACTION" ? `${ACTION}${fromIrc(rest)}` : undefined;
}

/** Nicks of people of the channel, where they call somebody, become mentions of their names. */
function withMentions(session: Session, text: string): string {
  const led = /^@?([^\s:,]{1,200})([:,])(?=\s)/u.exec(text);
  const first = led && session.people.byNick(led[1] ?? "");
  const called = first && !first.gone ? `@${first.name}${text.slice(led[0].length - 1)}` : text;
  return called.replace(/(?<=^|\s)@([^\s@#/:,]{1,200})/gu, (whole, nick: string) => {
    const known = session.people.byNick(nick);
    return known && known.nick !== known.name && nickOfName(known.name) === nick
      ? `@${known.name}`
      : whole;
  });
}

/** Sends a message to one target, or edits the one that its tag names. */
export async function say(asked: Asked, target: string, text: string, tags: Tags): Promise<void> {
  const { session } = asked;
  const place = placeOf(session, target);
  if (!place) return answer(asked, Numeric.noSuchChannel, target, "No such channel");
  const words = withMentions(session, text);
  const edited = readMsgid(tags["+draft/edit"] ?? "");
  if (edited) {
    await session.link.ask("edit", {
      conversation: edited.conversation,
      target: edited.seq,
      text: words,
    });
    return;
  }
  const reply = readMsgid(tags["+draft/reply"] ?? tags["+reply"] ?? "");
  const conversation = "conversation" in place ? place.conversation : undefined;
  const replyTo = reply && reply.conversation === conversation?.summary.id ? reply.seq : undefined;
  if (conversation) behind(session, lookAt(session, conversation));
  await send(asked, {
    ...("to" in place ? { to: place.to } : { conversation: place.conversation.summary.id }),
    text: words,
    ...(replyTo !== undefined && { replyTo }),
  });
}

/** Sends, and answers with the message as the chat tells it, where the client wants that. */
async function send(
  { session, out }: Asked,
  message: Omit<RequestOf<"send">, "type" | "ref" | "id">,
): Promise<void> {
  const id = session.gateway.random.uuid();
  const told = Promise.withResolvers<void>();
  session.echoes.set(id, (_, tell) => {
    if (session.has("echo-message")) tell(out);
    told.resolve();
  });
  try {
    await session.link.ask("send", { id, ...message });
  } catch (error) {
    session.echoes.delete(id);
    throw error;
  }
  if (!session.has("echo-message")) return;
  // The conversation tells it in a moment (D5); one that is new, once it is followed.
  const late = session.gateway.clock.after(ECHO_WITHIN_MS, told.resolve);
  await Promise.race([told.promise, session.ended]);
  late.cancel();
}

async function sayTo(asked: Asked): Promise<void> {
  const [targets = "", text = ""] = asked.line.params;
  if (asked.line.params.length < 2 || text === "") {
    return answer(asked, Numeric.noText, "No text to send");
  }
  const words = wordsOf(text);
  if (words === undefined) return; // no client asks another one something through us
  const all = several(targets);
  if (all.length > MAX_TARGETS) {
    return answer(asked, Numeric.tooManyTargets, targets, "Too many targets");
  }
  for (const target of all) {
    await say(asked, target, words, asked.line.tags ?? {}).catch((error) =>
      refuseSaying(asked, target, error)
    );
  }
}

/** Says why a message was not sent, at its target. */
export function refuseSaying(asked: Asked, target: string, error: unknown): void {
  const unknown = error instanceof Refused && error.error.code === "unknown-user";
  refuseError(asked, error, unknown ? Numeric.noSuchNick : Numeric.cannotSend, target);
}

async function react(asked: Asked, tags: Tags): Promise<void> {
  const target = readMsgid(tags["+draft/reply"] ?? tags["+reply"] ?? "");
  const emoji = tags["+draft/react"] ?? tags["+draft/unreact"];
  if (!target || emoji === undefined) return;
  await asked.session.link.ask("react", {
    conversation: target.conversation,
    target: target.seq,
    emoji,
    on: tags["+draft/react"] !== undefined,
  });
}

/** Writing, reacting, deleting. */
export const messageCommands: Commands = {
  PRIVMSG: { least: 1, run: sayTo },
  NOTICE: { least: 1, run: sayTo },
  TAGMSG: {
    least: 1,
    async run(asked) {
      const { session, line: { params: [target = ""], tags = {} } } = asked;
      const conversation = conversationOf(session, target);
      if (tags["+typing"] === "active" && conversation) {
        session.link.signal({ type: "typing", conversation: conversation.summary.id });
      }
      await react(asked, tags).catch((error) => refuseSaying(asked, target, error));
    },
  },
  REDACT: {
    least: 2,
    async run(asked) {
      const [target = "", msgid = ""] = asked.line.params;
      const conversation = conversationOf(asked.session, target);
      const message = readMsgid(msgid);
      const id = conversation?.summary.id;
      if (!message || message.conversation !== id) {
        const unknown = { code: "unknown-msgid", message: "No such message" };
        return refuse(asked, unknown, Numeric.unknownError, target, msgid);
      }
      try {
        await asked.session.link.ask("delete", { conversation: id, target: message.seq });
      } catch (error) {
        const forbidden = error instanceof Refused && error.error.code === "forbidden";
        if (!forbidden) return refuseError(asked, error, Numeric.unknownError, target, msgid);
        const { message } = error.error;
        refuse(
          asked,
          { code: "redact-forbidden", message },
          Numeric.unknownError,
          target,
          msgid,
        );
      }
    },
  },
};
