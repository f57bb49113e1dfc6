import type { Chat } from "../chat/chat.ts";
import type { RequestOf } from "../protocol/client_frames.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { Connection } from "./connection.ts";
import { syncParts } from "./sync_parts.ts";
import { muteFields } from "./admission.ts";
import type { Hub } from "./hub.ts";

/** Conversations that one `sync` opens at once; the others wait. */
const OPENING_AT_ONCE = 16;

/**
 * Answers `sync`: first the reply, then what changed meanwhile, then the events of each conversation
 * after `since`. A conversation that is not in `since` begins at the `head` of its summary.
 * Throws what `Chat.sync` throws.
 */
export async function sync(
  connection: Connection,
  { since, emoji }: RequestOf<"sync">,
  { chat, hub, catchUp }: {
    chat: Chat;
    hub: Hub;
    /** `emoji`: the version of the community's that its client draws. */
    catchUp: (connection: Connection, emoji: string | undefined) => void;
  },
  reply: (body: ReplyOf<"sync">) => void,
): Promise<void> {
  connection.beginSync();
  try {
    const state = await chat.sync(connection.actor);
    const [first, ...rest] = syncParts(state);
    reply({ ...first, ...muteFields(connection) });
    for (const part of rest) connection.send({ type: "sync", ...part });
    for (const conversation of connection.subscriptions.keys()) {
      hub.unsubscribe(connection, conversation);
    }
    const subscriptions = state.conversations.flatMap((summary) =>
      hub.subscribe(connection, summary, since[summary.id] ?? summary.head) ?? []
    );
    connection.endSync(true);
    catchUp(connection, emoji);
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
