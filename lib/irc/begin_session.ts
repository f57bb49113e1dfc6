import { ChatLink, Refused } from "./chat_link.ts";
import { greet } from "./commands/server.ts";
import { isMessage, readLog } from "./commands/history_pages.ts";
import type { Admitted } from "./credentials.ts";
import { lookAt } from "./events/member_lines.ts";
import { sendMessage } from "./events/message_lines.ts";
import { applyPresence, applyProfiles } from "./events/people_lines.ts";
import { takePush, takeSummary } from "./events/pushes.ts";
import { filled } from "../i18n/irc.ts";
import { GENERAL } from "../protocol/events.ts";
import type { Push } from "../protocol/server_frames.ts";
import type { IrcGateway, LineTransport } from "./gateway.ts";
import { notice } from "./numerics.ts";
import { behind, Session } from "./session.ts";
import type { Conversation } from "./state/conversations.ts";

/** Unread messages of one conversation that a client is given which cannot ask for them. */
const MAX_REPLAYED = 50;

/**
 * Begins the session of somebody who came in. `ready` resolves when the client was greeted and is in
 * its channels. `ended` is called when the chat lets the client go, with the reason.
 */
export function beginSession(
  gateway: IrcGateway,
  admitted: Admitted,
  client: Session["client"],
  transport: Pick<LineTransport, "bufferedAmount">,
  { ended }: { ended: (why: string | undefined) => void },
): { of: Session; ready: Promise<void> } {
  let farewell: string | undefined;
  let isSynced = false;
  /** Pushed right behind the reply to `sync`, before that is seen here. */
  const early: Push[] = [];
  // Set before the first push can come: pushes wait for `sync`, which is asked below.
  let session: Session | undefined = undefined as Session | undefined;
  const link = new ChatLink(
    gateway,
    { actor: admitted.actor, locale: client.locale },
    transport,
    {
      push(frame) {
        if (frame.type === "goodbye") farewell = frame.message;
        else if (session && isSynced) takePush(session, frame);
        else early.push(frame);
      },
      closed: () => ended(farewell),
    },
  );
  session = new Session(gateway, admitted.actor, client, link);
  const of = session;

  async function enter() {
    try {
      const state = await link.ask("sync", { since: {} });
      if (!admitted.actor.bot) { // which block nobody
        const { settings } = await link.ask("settings", {});
        of.blocked = new Set(settings.blocked);
      }
      isSynced = true;
      of.presence.start();
      applyProfiles(of, { ...state.users, [state.user.id]: state.user });
      greet(of, client.out);
      if (admitted.token !== undefined) {
        const { guestToken } = client.words;
        notice(client.out, of.me.nick, filled(guestToken, { token: admitted.token }));
      }
      if (state.mute) notice(client.out, of.me.nick, state.mute.message);
      const entered = state.conversations.map((summary) => takeSummary(of, summary));
      for (const one of entered) behind(of, one);
      applyPresence(of, state.presence);
      for (const frame of early.splice(0)) takePush(of, frame);
      behind(of, Promise.allSettled(entered).then(() => lookAtGeneral(of)));
      behind(of, replayUnread(of));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      ended(farewell ?? error.message);
    }
  }
  return { of, ready: enter() };
}

/** Until the user writes elsewhere, they are told who comes into `general`. */
async function lookAtGeneral(session: Session): Promise<void> {
  const general = session.conversations.get(GENERAL);
  if (general) await lookAt(session, general);
}

/** Gives a client that cannot page back what was said since its user read, the last of it. */
async function replayUnread(session: Session): Promise<void> {
  if (session.has("draft/chathistory")) return;
  for (const conversation of [...session.conversations]) {
    if (conversation.summary.unread === 0) continue;
    await session.client.out.drained(session.gateway.clock, () => session.isOver);
    await replay(session, conversation);
  }
}

async function replay(session: Session, conversation: Conversation): Promise<void> {
  const { read, head, unread } = conversation.summary;
  const { events, users, quotes } = await readLog(session, conversation, {
    limit: Math.min(unread, MAX_REPLAYED),
    before: head + 1,
    from: read + 1,
  });
  applyProfiles(session, users);
  for (const event of events) {
    if (!isMessage(event) || session.isMe(event.by)) continue;
    sendMessage(session, session.client.out, { conversation, event, users, quotes, late: true });
  }
}
