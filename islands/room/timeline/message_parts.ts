import { LazyCodeBlock } from "../../../lib/ui/text/rich_text.tsx";
import { LazyPoll, LazyPreviews } from "../../../lib/ui/timeline/parts/bubble.tsx";

/** What draws parts of few messages, by what is in a page where it has drawn something. */
const PARTS = [
  [".code-block", LazyCodeBlock],
  [".poll", LazyPoll],
  [".previews", LazyPreviews],
] as const;

/** Resolves when what the page was drawn with is there; on the server, when all is. */
export async function messagePartsAreReady(): Promise<void> {
  const needed = PARTS.filter(([sign]) =>
    typeof document === "undefined" || document.querySelector(sign)
  );
  await Promise.all(needed.map(([, part]) => part.load()));
}

/** Fetches them all: messages that come later are then whole at once. */
export function preloadMessageParts(): void {
  for (const [, part] of PARTS) part.preload();
}
