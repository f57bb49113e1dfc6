import { useState } from "preact/hooks";
import { personAddress } from "../../../lib/protocol/people.ts";
import { searchPath } from "../../../lib/ui/paths.ts";
import { Palette } from "../../../lib/ui/room/palette.tsx";
import { useWindow } from "../window/window_context.ts";
import { usePalette } from "./use_palette.ts";

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
      {...usePalette(query)}
      onQuery={setQuery}
      onClose={onClose}
      onChoose={(entry) => {
        if (entry.is === "conversation") window.open(entry.conversation);
        else if (entry.is === "search") location.assign(searchPath(query.trim()));
        else if (entry.is === "rooms") window.overlay.value = { is: "rooms" };
        else {
          onClose();
          window.attempt(() => window.writeTo(personAddress(entry.person)));
        }
      }}
    />
  );
}
