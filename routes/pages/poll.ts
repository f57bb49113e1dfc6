import { actorOf, type HttpContext } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { POLL_OPTIONS } from "../../lib/protocol/polls.ts";
import { conversationPath } from "../../lib/ui/paths.ts";
import { readForm } from "./form.ts";
import type { PageServices } from "./services.ts";

const SEVERAL = Array.from({ length: POLL_OPTIONS.most }, (_, n) => `option-${n}`);

/** Votes as the form of a poll says, or ends it. Throws what `vote` and `closePoll` throw. */
export async function postVote(
  c: HttpContext,
  { chat, sendRate }: PageServices,
  conversation: ConversationSummary,
): Promise<Response> {
  const actor = withinSendRate(sendRate, actorOf(c));
  const target = Number(c.req.param("seq"));
  if (!Number.isSafeInteger(target) || target < 1) throw new ChatError("unknown-message");
  const form = await readForm(c, "do", "option", ...SEVERAL);
  const place = { conversation: conversation.id, target };
  if (form.do === "close") await chat.closePoll(actor, place);
  else {
    const written = [form.option, ...SEVERAL.map((name) => form[name])];
    const options = written.flatMap((one) => one && /^\d$/.test(one) ? [Number(one)] : []);
    await chat.vote(actor, { ...place, options: form.do === "back" ? [] : options });
  }
  return c.redirect(`${conversationPath(conversation)}#messages`, 303);
}
