import { Hono } from "hono";
import { actorOf, type HttpEnv } from "../../lib/http/environment.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import type { Actor } from "../../lib/chat/chat.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { MAX_INBOX_PAGE, MAX_THREADS } from "../../lib/protocol/limits.ts";
import { type InboxSection, readInboxSection } from "../../lib/ui/inbox/inbox_sections.ts";
import { inboxPath, PATHS } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { roomProps } from "./conversation.ts";
import { readForm } from "./form.ts";
import { inboxView } from "./page_views.tsx";
import { readPosition } from "./read_position.ts";
import type { PageServices } from "./services.ts";

/** A cursor of the inbox is no longer than this. */
const MAX_CURSOR_LENGTH = 300;

/** The inbox: all that waits for who asks, a page without a script, and alive with one. */
export function inboxRoutes(services: PageServices): Hono<HttpEnv> {
  const { chat } = services;
  const app = new Hono<HttpEnv>();
  app.get(PATHS.inbox, async (c) => {
    const actor = actorOf(c);
    const section = readInboxSection(new URL(c.req.url).search);
    const after = c.req.query("after")?.slice(0, MAX_CURSOR_LENGTH);
    const page = (of: InboxSection) => ({
      ...(after !== undefined && (section ?? "mentions") === of && { after }),
      limit: MAX_INBOX_PAGE,
    });
    const [mentions, threads, later, drafts, bookmarks, props] = await Promise.all([
      chat.mentions(actor, page("mentions")),
      chat.threads(actor, { limit: MAX_THREADS }),
      chat.later(actor),
      chat.drafts(actor),
      chat.bookmarks(actor, page("bookmarks")),
      roomProps(c, services, {}, chat.sync(actor)),
    ]);
    const users = { ...mentions.users, ...threads.users, ...later.users, ...bookmarks.users };
    const inbox = {
      mentions: mentions.mentions,
      threads: threads.threads,
      later: later.later,
      drafts,
      bookmarks: bookmarks.bookmarks,
      users,
      next: mentions.next,
      nextBookmarks: bookmarks.next,
      section,
    };
    return answer(c, services, inboxView(services.Island, { ...props, inbox }));
  });
  app.post(PATHS.inbox, async (c) => {
    const form = await readForm(c, "do", "later", "conversation", "seq", "thread", "section");
    await act(services, actorOf(c), form);
    return c.redirect(inboxPath(readInboxSection(`?section=${form.section}`)), 303);
  });
  return app;
}

/** What a form of the inbox asks for. */
type InboxForm = Record<"do" | "later" | "conversation" | "seq" | "thread", string>;

/** Ends or sends what waits for its time, reads a thread, or puts a mention away. */
async function act(
  { chat, sendRate }: Pick<PageServices, "chat" | "sendRate">,
  actor: Actor,
  { do: what, later: id, conversation, ...form }: InboxForm,
): Promise<void> {
  if (id !== "") {
    withinSendRate(sendRate, actor);
    if (what === "send") await chat.sendNow(actor, { id });
    else await chat.unschedule(actor, { id });
    return;
  }
  const [seq, thread] = [readPosition(form.seq), readPosition(form.thread)];
  if (seq === 0) throw new ChatError("unknown-message");
  if (thread > 0) await chat.readThread(actor, { conversation, thread, seq });
  else await chat.done(actor, { conversation, target: seq, on: true });
}
