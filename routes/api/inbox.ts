import * as v from "valibot";
import type { Chat } from "../../lib/chat/chat.ts";
import { idField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { clientFrames } from "../../lib/protocol/client_frames.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import { MAX_INBOX_PAGE } from "../../lib/protocol/limits.ts";
import { replies } from "../../lib/protocol/server_frames.ts";

const { done, draft, mentions, settings } = clientFrames;

/** A page of one's own inbox, in a query. */
export const pageFields = v.object({
  after: mentions.entries.after,
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,2}$/),
      v.transform(Number),
      v.number(),
      v.minValue(1),
      v.maxValue(MAX_INBOX_PAGE),
    ),
    String(MAX_INBOX_PAGE),
  ),
});

/** The place of a message in a path. Throws `unknown-message` for what is none. */
export function targetOf(part: (name: string) => string): { conversation: string; target: number } {
  const target = Number(part("seq"));
  if (!Number.isSafeInteger(target) || target < 1) throw new ChatError("unknown-message");
  return { conversation: v.parse(idField, part("conversation")), target };
}

/** What is one's own, mirrored: what calls, drafts, and how one wants it. */
export function inboxOperations({ chat }: { chat: Chat }): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me/mentions",
      bots: "read",
      summary: "The messages that call one and are not done, the newest first",
      query: pageFields,
      reply: replies.mentions,
      run: ({ actor, query }) => chat.mentions(actor(), query),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/messages/:seq/done",
      bots: "read",
      summary: "Put a message that calls one away, or with `on: false` bring it back",
      body: v.pick(done, ["on"]),
      run: ({ actor, part, body }) => chat.done(actor(), { ...targetOf(part), ...body }),
    }),
    operation({
      method: "GET",
      path: "/me/settings",
      summary: "One's keywords, and whether others see how far one has read and that one types",
      reply: replies.settings,
      run: async ({ actor }) => ({ settings: await chat.settings(actor(), {}) }),
    }),
    operation({
      method: "PATCH",
      path: "/me/settings",
      summary: "Change some of them",
      body: v.pick(settings, [
        "keywords",
        "receipts",
        "typing",
        "requests",
        "pronouns",
        "zone",
        "block",
        "unblock",
      ]),
      reply: replies.settings,
      run: async ({ actor, body }) => ({ settings: await chat.settings(actor(), body) }),
    }),
    operation({
      method: "GET",
      path: "/me/drafts",
      summary: "What one typed and did not send, the last changed first",
      reply: replies.drafts,
      run: async ({ actor }) => ({ drafts: await chat.drafts(actor()) }),
    }),
    operation({
      method: "PUT",
      path: "/conversations/:conversation/draft",
      summary:
        "Keep a draft for all devices; empty ends it. The last change wins, by time, unless it goes on from another one than stands",
      body: v.pick(draft, ["text", "at", "begun", "over"]),
      reply: replies.draft,
      run: async ({ actor, part, body }) => ({
        draft: await chat.draft(actor(), { conversation: part("conversation"), ...body }),
      }),
    }),
  ];
}
