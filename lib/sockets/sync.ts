import type { Chat } from "../chat/chat.ts";
import type { RequestOf } from "../protocol/client_frames.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { PlannedShutdown } from "../store/planned_shutdown.ts";
import type { Connection } from "./connection.ts";
import { shutdownNotice } from "./goodbyes.ts";
import type { Hub } from "./hub.ts";

/** Conversations that one `sync` opens beside each other; the rest wait their turn. */
const OPENING_AT_ONCE = 16;

/**
 * Answers `sync`: first the reply, then what changed meanwhile, then each conversation's events after
 * `since` and on. A conversation that is not in `since` begins at the `head` of its summary.
 */
export async function sync(
  connection: Connection,
  { since }: RequestOf<"sync">,
  { chat, hub, planned }: {
    chat: Chat;
    hub: Hub;
    planned: () => PlannedShutdown | undefined;
  },
  reply: (body: ReplyOf<"sync">) => void,
): Promise<void> {
  connection.beginSync();
  try {
    const state = await chat.sync(connection.actor);
    reply(state);
    for (const conversation of connection.subscriptions.keys()) {
      hub.unsubscribe(connection, conversation);
    }
    const subscriptions = state.conversations.flatMap((summary) =>
      hub.subscribe(connection, summary, since[summary.id] ?? summary.head) ?? []
    );
    connection.endSync(true);
    const shutdown = planned(); // who comes during a countdown is told of it too
    if (shutdown) connection.push(shutdownNotice(shutdown, connection.locale));
    const waiting = subscriptions.values();
    const open = async () => {
      for (const subscription of waiting) await subscription.begin();
    };
    for (let n = 0; n < OPENING_AT_ONCE; n++) open();
  } catch (error) {
    connection.endSync(false);
    throw error;
  }
}
