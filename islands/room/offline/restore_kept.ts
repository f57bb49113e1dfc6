import { effect } from "@preact/signals";
import { withoutVanished } from "../../../lib/client/kept_page.ts";
import { KeptStorage } from "../../../lib/client/kept_storage.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { reportFault } from "../../report_fault.ts";

/**
 * Shows what is kept of a conversation that one opens without a connection. What came between that and
 * what this page heard of is asked for once there is one again. Returns how to stop.
 */
export function restoreKept(window: ChatWindow): () => void {
  const { model } = window;
  let wasOnline = false;
  const shown = new Set<ConversationId>();
  return effect(() => {
    const conversation = window.current.value;
    const { state } = model.connection.value;
    if (state === "online") {
      wasOnline = true;
      window.keptAt.value = undefined;
      for (const one of shown) model.timeline(one).toLatest().catch(() => {}); // resumes later
      shown.clear();
      return;
    }
    if (conversation === undefined || state === "idle") return;
    const timeline = model.timeline(conversation);
    if (timeline.newest.peek() > 0) return;
    void (async () => {
      const page = await pageOf(conversation, model.me.peek()?.id);
      if (!page || model.connection.peek().state === "online") return;
      if (timeline.newest.peek() > 0) return;
      model.restore(withoutVanished(page, model.now()));
      // A page that heard of more than this goes on from there.
      if (wasOnline && page.to < (window.find(conversation)?.head ?? 0)) shown.add(conversation);
    })().catch(reportFault);
  });
}

async function pageOf(conversation: ConversationId, me: string | undefined) {
  const storage = await KeptStorage.find();
  try {
    return storage?.user === me ? await storage?.page(conversation) : undefined;
  } finally {
    storage?.close();
  }
}
