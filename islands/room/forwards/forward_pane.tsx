import { useState } from "preact/hooks";
import { mayWriteIn } from "../../../lib/protocol/permissions.ts";
import { personAddress } from "../../../lib/protocol/people.ts";
import { forwardReplies } from "../../../lib/protocol/requests/forwards.ts";
import { systemRandom } from "../../../lib/runtime/clock.ts";
import type { PaletteEntry } from "../../../lib/text/name_matching.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import { Palette } from "../../../lib/ui/room/palette.tsx";
import type { ActTarget } from "../acts/act.ts";
import { askApi } from "../overlays/api.ts";
import { usePalette } from "../overlays/use_palette.ts";
import { useWindow } from "../window/window_context.ts";

/** Asks where a message is forwarded to: found and chosen by keyboard, taken back for a moment. */
export function ForwardPane({ target, onClose }: { target: ActTarget; onClose(): void }) {
  const window = useWindow();
  const { words } = useReading();
  const [query, setQuery] = useState("");
  const { entries, stateOf } = usePalette(query);
  const writable = entries.filter((entry) =>
    entry.is === "person" ||
    entry.is === "conversation" && mayWriteIn(target.me.role, entry.conversation)
  );

  async function forward(entry: PaletteEntry): Promise<void> {
    if (entry.is !== "person" && entry.is !== "conversation") return;
    const { conversation, event: { seq } } = target;
    const into = entry.is === "conversation"
      ? { into: entry.conversation.id }
      : { to: personAddress(entry.person) };
    const path = `/conversations/${conversation.id}/messages/${seq}/forward`;
    const asked = { ...into, id: systemRandom.uuid() };
    const placed = await askApi(forwardReplies.forward, path, asked);
    const place = entry.is === "conversation"
      ? conversationMention(words, entry.conversation)
      : entry.person.name;
    window.undo.offer({
      text: words.t("forward.done", { place }),
      undo: () => window.attempt(() => window.model.remove(placed.conversation, placed.seq)),
    });
  }

  return (
    <Palette
      query={query}
      entries={writable}
      stateOf={stateOf}
      asks={{
        title: words.t("forward.title"),
        label: words.t("forward.label"),
        none: words.t("forward.none", { query }),
        choose: words.t("forward.choose"),
      }}
      onQuery={setQuery}
      onClose={onClose}
      onChoose={(entry) => {
        onClose();
        window.attempt(() => forward(entry));
      }}
    />
  );
}
