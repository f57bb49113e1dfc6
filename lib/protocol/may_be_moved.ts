import type { MessageEvent } from "./events.ts";

/** Whether a message can be moved to another room: it has words, and no votes that would go (M14). */
export function mayBeMoved({ deletedAt, poll }: MessageEvent): boolean {
  return deletedAt === undefined && !poll?.voters;
}
