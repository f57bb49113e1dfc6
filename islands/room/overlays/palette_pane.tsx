import { useState } from "preact/hooks";
import { personAddress } from "../../../lib/protocol/people.ts";
import { messagePath, replyPath, searchPath } from "../../../lib/ui/paths.ts";
import type { FoundMessage } from "../../../lib/text/name_matching.ts";
import { Palette } from "../../../lib/ui/room/palette.tsx";
import { useWindow } from "../window/window_context.ts";
import { usePalette } from "./use_palette.ts";

function messageAddress({ conversation, seq, thread }: FoundMessage): string {
  return thread === undefined
    ? messagePath(conversation, seq)
    : replyPath(conversation, thread, seq);
}

/** Jump: over what the window knows, and whom the server knows. */
export function PalettePane({ query: typed = "", onClose }: {
  query?: string;
  onClose(): void;
}) {
  const window = useWindow();
  const [query, setQuery] = useState(typed);
  return (
    <Palette
      query={query}
      {...usePalette(query, { messages: true })}
      onQuery={setQuery}
      onClose={onClose}
      onChoose={(entry) => {
        if (entry.is === "conversation") window.open(entry.conversation);
        else if (entry.is === "join") {
          onClose();
          const { id: conversation } = entry.room;
          window.attempt(() => window.enter(window.model.join({ conversation })));
        } else if (entry.is === "search") location.assign(searchPath(query.trim()));
        else if (entry.is === "message") {
          const path = messageAddress(entry.message);
          onClose();
          if (!window.visit(path)) location.assign(path);
        } else if (entry.is === "rooms") window.overlay.value = { is: "rooms" };
        else {
          onClose();
          window.attempt(() => window.writeTo(personAddress(entry.person)));
        }
      }}
    />
  );
}
