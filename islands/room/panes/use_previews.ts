import { loadLate } from "../load_late.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationId, ConversationSummary } from "../../../lib/protocol/events.ts";
import { MAX_WAIT_MS } from "../../../lib/client/event_context.ts";
import { systemClock, type Timer } from "../../../lib/runtime/clock.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";

/** The width up to which the list is a screen of its own (layout.css). */
const PHONE = "(max-width: 44rem)";
/** The last message of each conversation that is in sight, on a phone while the list is shown. */
export function usePreviews(live: boolean): (id: ConversationId) => string | undefined {
  const window = useWindow();
  const { words } = useReading();
  const [previews, setPreviews] = useState<ReadonlyMap<ConversationId, string>>(new Map());
  const asked = useRef(new Map<ConversationId, number>());
  const vanishing = useRef(new Map<ConversationId, Timer>());
  const conversations = window.model.conversations.value;
  const shown = live && window.online && window.current.value === undefined;

  useEffect(() => {
    if (!shown || !matchMedia(PHONE).matches) return;
    const byId = new Map(conversations.map((one) => [one.id, one]));
    const observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        const id = target instanceof HTMLElement ? target.dataset.conversation : undefined;
        const conversation = id === undefined ? undefined : byId.get(id);
        if (isIntersecting && conversation) void ask(conversation);
      }
    });
    for (const row of document.querySelectorAll(".lists [data-conversation]")) {
      observer.observe(row);
    }
    return () => observer.disconnect();
  }, [shown, conversations]);

  useEffect(() => () => vanishing.current.forEach((timer) => timer.cancel()), []);

  function show(id: ConversationId, text: string) {
    setPreviews((known) => new Map(known).set(id, text));
  }

  async function ask(conversation: ConversationSummary): Promise<void> {
    const { id, head } = conversation;
    if (head === 0 || asked.current.get(id) === head) return;
    asked.current.set(id, head);
    try {
      const { fetchPreview } = await loadLate();
      const me = window.model.me.peek()?.id ?? "";
      const preview = await fetchPreview(conversation, me, words);
      if (!preview) return;
      show(id, preview.text);
      const { vanishAt } = preview;
      if (vanishAt === undefined) return;
      const inMs = Math.min(Math.max(vanishAt - window.model.now(), 0), MAX_WAIT_MS);
      vanishing.current.get(id)?.cancel();
      vanishing.current.set(
        id,
        systemClock.after(inMs, () => {
          if (asked.current.get(id) !== head) return; // another message is shown by now
          asked.current.delete(id);
          show(id, "");
        }),
      );
    } catch {
      asked.current.delete(id); // offline: asked again when it is next in sight
    }
  }

  return (id) => previews.get(id);
}
