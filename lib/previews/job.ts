import { appendChecked } from "../chat/conversations/checked_append.ts";
import { linkFilesTo } from "../chat/messages/attach.ts";
import { pagesOf, READ_PAGES, ReadPagesPayload } from "../chat/messages/link_previews.ts";
import { unlessVanished } from "../chat/messages/read_out.ts";
import type { JobKind } from "../jobs/job.ts";
import type { ConversationLog } from "../log/log.ts";
import type { ConversationId, LogEvent, MessageEvent, UserId } from "../protocol/events.ts";
import {
  type LinkPreview,
  previewFiles,
  previewsAmong,
  withPreviews,
} from "../protocol/link_previews.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { followIndexLater } from "../search/indexing.ts";
import type { ReadPageFor } from "./known_pages.ts";

/** Later nobody waits for it: the server was away, or the message has long been read. */
const WANTED_MS = 10 * 60_000;
/** Messages whose pages an instance reads at once: slow pages must not keep other jobs. */
const AT_ONCE = 4;
const AGAIN_MS = 2_000;

/** Keeps a picture as a file of whoever caused it; its id, or nothing where there is no room for it. */
export type KeepPicture = (
  author: UserId,
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<string | undefined>;

/** Whether somebody's message there would have to wait for words of a page that it links to. */
export type IsHeld = (
  where: { by: UserId; conversation: ConversationId },
  text: string,
) => Promise<boolean>;

/** What pages are read with. */
export interface ReadPagesParts {
  log: ConversationLog;
  read: ReadPageFor;
  keep: KeepPicture;
  isHeld: IsHeld;
  /** Whether the community still wants it. Rejects with `Unavailable`. */
  isWanted(): Promise<boolean>;
  clock: Clock;
  random: Random;
}

/**
 * Reads the pages that a message links to and tells what they say, as an event on it: once, on whichever
 * instance. What it links to and what was removed from it is asked again in the commit.
 */
export function createReadPages(
  parts: ReadPagesParts,
): JobKind<{ conversation: ConversationId; seq: number }> {
  const { log, clock, isWanted } = parts;
  let running = 0;
  return {
    kind: READ_PAGES,
    payload: ReadPagesPayload,
    async run(place) {
      const { conversation, seq } = place;
      const [entry] = await log.entries(conversation, [seq]);
      const message = standing(entry?.event, clock.now());
      const missing = message ? missingOf(message) : [];
      if (!message || missing.length === 0 || !await isWanted()) return;
      if (clock.now() > (message.editedAt ?? message.at) + WANTED_MS) return;
      if (running >= AT_ONCE) return { due: clock.now() + AGAIN_MS, payload: place };
      running++;
      try {
        const found = await Promise.all(
          missing.map((url) => previewOf(parts, { by: message.by, conversation, url })),
        );
        const previews = found.filter((one) => one !== undefined);
        if (previews.length > 0) await tell(parts, conversation, message, previews);
      } finally {
        running--;
      }
    },
  };
}

/** What a page says; nothing where it says nothing, or what messages there wait for. */
async function previewOf(
  { read, keep, isHeld }: Pick<ReadPagesParts, "read" | "keep" | "isHeld">,
  { by, conversation, url }: { by: UserId; conversation: ConversationId; url: string },
): Promise<LinkPreview | undefined> {
  const page = await read(by, url);
  if (!page) return undefined;
  const { picture, ...words } = page;
  const shown = [words.site, words.title, words.description, picture?.alt];
  const text = shown.filter((one) => one !== undefined).join("\n");
  if (await isHeld({ by, conversation }, text)) return undefined;
  const id = picture && await keep(by, picture.bytes);
  if (!picture || id === undefined) return { url, ...words };
  const { width, height, alt } = picture;
  return {
    url,
    ...words,
    picture: { id, width, height, ...(alt !== undefined && { alt }) },
  };
}

/** Puts previews on a message that still links to these pages; what is not shown is swept (F1). */
async function tell(
  { log, random }: Pick<ReadPagesParts, "log" | "random">,
  conversation: ConversationId,
  { seq: target, by }: MessageEvent,
  previews: readonly LinkPreview[],
): Promise<void> {
  let before: MessageEvent | undefined;
  let after: MessageEvent | undefined;
  await appendChecked(log, () =>
    Promise.resolve({
      conversation,
      by,
      id: random.uuid(),
      draft: { kind: "preview" as const, target },
      checks: [],
      revise(event, at) {
        before = standing(event, at);
        after = before && withFound(before, previews);
        return after ?? new NothingToShow();
      },
      also: (_, at) => {
        if (!before || !after) return [];
        const known = previewFiles(before);
        const fresh = previewFiles(after).filter((id) => !known.includes(id));
        return [
          ...linkFilesTo(fresh, { conversation, seq: target, at: after.at }, after.vanishMs),
          ...followIndexLater(conversation, at),
        ];
      },
    })).catch((error) => {
      if (!(error instanceof NothingToShow)) throw error;
    });
}

/** The message is gone, links elsewhere, or another run was faster. */
class NothingToShow extends Error {}

function standing(event: LogEvent | undefined, now: number): MessageEvent | undefined {
  if (event?.kind !== "message") return undefined;
  const message = unlessVanished(event, { now: () => now });
  return message.deletedAt === undefined ? message : undefined;
}

/** Pages that a message links to and says nothing of, though nobody removed that. */
function missingOf(message: MessageEvent): string[] {
  const { previews = [], unpreviewed = [] } = message;
  return pagesOf(message).filter((url) =>
    !unpreviewed.includes(url) && !previews.some((one) => one.url === url)
  );
}

/** The message with those of these previews that it misses; nothing where it misses none of them. */
function withFound(
  message: MessageEvent,
  found: readonly LinkPreview[],
): MessageEvent | undefined {
  const missing = missingOf(message);
  const added = found.filter(({ url }) => missing.includes(url));
  if (added.length === 0) return undefined;
  const { previews = [], unpreviewed } = message;
  const all = { previews: [...previews, ...added], unpreviewed };
  return withPreviews(message, previewsAmong(all, pagesOf(message)));
}
