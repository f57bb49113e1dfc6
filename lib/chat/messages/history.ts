import { LRUCache } from "lru-cache";
import type { ConversationLog, LogEntry } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { ownOf } from "../../protocol/own_marks.ts";
import { quotesOrNone } from "../../protocol/quotes.ts";
import { endOf } from "../../protocol/threads.ts";
import { standingOf, type ThreadReader, type Threads } from "../../store/messages/threads.ts";
import type { Access } from "../conversations/access.ts";
import { firstVisible, visibleLog, withoutEarlier } from "../conversations/visible.ts";
import type { Chat, Page } from "../chat.ts";
import { type Directory, namedBeside } from "../identity/profiles.ts";
import { rootOf } from "../threads/reply.ts";
import type { ReadOwnMarks } from "./own_marks.ts";
import type { QuoteReader } from "./quotes.ts";
import type { ReadOut } from "./read_out.ts";
import { type PageRange, readTimelinePage } from "./timeline_page.ts";

/** Conversations of which it is known how many entries a page takes. */
const MAX_SIZES = 2_000;

/** What pages are read with. */
export interface HistoryParts {
  access: Access;
  log: Pick<ConversationLog, "entries" | "heads" | "read">;
  directory: Directory;
  ownMarks: ReadOwnMarks;
  quotes: Pick<QuoteReader, "read">;
  readOut: Pick<ReadOut, "events" | "known">;
  threads: Pick<Threads, "find" | "replies">;
}

/** The entries of a page, before what goes beside them. */
interface Found extends Pick<Page, "more" | "from" | "to"> {
  entries: readonly LogEntry[];
  thread?: { root: LogEntry; reader: ThreadReader | undefined };
}

/** One reader's page of a conversation. */
interface Asked extends PageRange {
  user: UserId;
  conversation: ConversationId;
}

/** Pages of what was said, for the members of a conversation. */
export function createHistory(all: HistoryParts): Pick<Chat, "history"> {
  const { access, readOut } = all;
  const sizes = new LRUCache<string, number>({ max: MAX_SIZES });
  return {
    async history(actor, { timeline, thread: root, ...request }) {
      const asked: Asked = { user: actor.user.id, ...request };
      const first = firstVisible(await access.see(actor, request.conversation), actor.user.id);
      if (root !== undefined && root < first) throw new ChatError("unknown-message");
      const parts = { ...all, log: visibleLog(all.log, first) };
      const { entries, thread, ...range }: Found = root !== undefined
        ? await readThread(parts, asked, root)
        : timeline
        ? await readTimelinePage(parts.log, request.conversation, asked, sizes)
        : await readLog(parts, asked);
      const read = await readOut.events(request.conversation, entries);
      const state = thread && stateOf(readOut.known([thread.root])[0], thread.reader);
      const shown = state ? [state.root, ...read] : read;
      const [{ users, ...quoted }, marks] = await Promise.all([
        readBeside(parts, request.conversation, shown),
        parts.ownMarks(asked.user, request.conversation, shown),
      ]);
      const page = withoutEarlier({ events: read, ...quoted }, first);
      const own = ownOf(marks, shown);
      return { ...page, users, ...own, ...range, ...(state && { thread: state }) };
    },
  };
}

/** What the events quote, and who is named in all of it. */
async function readBeside(
  { quotes, directory }: Pick<HistoryParts, "quotes" | "directory">,
  conversation: ConversationId,
  events: Page["events"],
): Promise<Pick<Page, "users" | "quotes">> {
  const quoted = await quotes.read(conversation, events);
  const users = await directory.profiles(namedBeside(events, quoted));
  return { users, ...quotesOrNone(quoted) };
}

/** Consecutive entries, whatever they are. */
async function readLog(
  { log }: Pick<HistoryParts, "log">,
  { conversation, ...asked }: Omit<Asked, "user">,
): Promise<Found> {
  // One more than asked tells whether there is more. Without `after`, pages go back.
  const range = { ...asked, limit: asked.limit + 1, newest: asked.after === undefined };
  const { page, more } = cut(await log.read(conversation, range), asked);
  return { entries: page, more };
}

/** The replies in a thread. Throws `unknown-message` for what is no root. */
async function readThread(
  { log, threads }: Pick<HistoryParts, "log" | "threads">,
  { user, conversation, ...asked }: Asked,
  root: number,
): Promise<Found> {
  const place = { conversation, root };
  // The head before the index: what is up to there is in the index then.
  const [[head], thread] = await Promise.all([
    log.heads([conversation]),
    threads.find(place, user),
  ]);
  if (!thread.root || !rootOf(thread.root.event)) throw new ChatError("unknown-message");
  const newest = asked.after === undefined;
  const seqs = await threads.replies(place, { ...asked, limit: asked.limit + 1, newest });
  const { page, more } = cut(seqs, asked);
  const end = Math.max(head?.seq ?? 0, page.at(-1) ?? 0);
  const range = newest
    ? {
      from: more ? page[0] ?? root + 1 : root + 1,
      to: asked.before === undefined ? end : asked.before - 1,
    }
    : { from: (asked.after ?? 0) + 1, to: more ? page.at(-1) ?? 0 : end };
  const entries = await log.entries(conversation, page);
  return {
    entries: entries.filter((entry) => entry !== undefined),
    more,
    ...range,
    thread: { root: thread.root, reader: thread.reader },
  };
}

function stateOf(event: Page["events"][number] | undefined, reader: ThreadReader | undefined) {
  const root = rootOf(event);
  if (!root) throw new ChatError("unknown-message");
  const { follows, read, unread, back } = standingOf(reader, endOf(root));
  return { root, follows, read, unread, ...(back && { back }) };
}

function cut<T>(found: readonly T[], { after, limit }: PageRange): { page: T[]; more: boolean } {
  const page = after === undefined ? found.slice(-limit) : found.slice(0, limit);
  return { page, more: found.length > limit };
}
