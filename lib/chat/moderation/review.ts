import type { Context, WaitingMessage } from "../../protocol/administration.ts";
import { ChatError, type Refusal } from "../../protocol/errors.ts";
import { planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import {
  type HeldMessage,
  type HeldMessages,
  letThrough,
} from "../../store/moderation/held_messages.ts";
import { barringOf } from "../../store/moderation/sanctions.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor, Announcer, Chat, LogPosition } from "../chat.ts";
import { personOf } from "../identity/current_user.ts";
import { FORGET_FILES } from "../messages/forget_files.ts";
import type { Post } from "../messages/post.ts";
import type { Screen } from "../messages/screen.ts";
import { readNote, requirePermission } from "./authorize.ts";
import type { ModerationQueue } from "./queue.ts";
import type { ReadContext } from "./read_context.ts";

/** Messages that one look shows: more wait until these are decided. */
const MAX_SHOWN = 30;

/** What waits for a moderator, and what they decide. All throw `not-allowed`. */
export interface Review {
  /** The messages that wait, the first first, with what stands around them. */
  waitingMessages(
    actor: Actor,
  ): Promise<{ messages: Array<WaitingMessage & { context: Context }>; more: boolean }>;
  /**
   * Posts a message that waits, in its author's name, once. Throws `unknown-held`, and what keeps its
   * author from writing there now.
   */
  letThrough(actor: Actor, id: string): Promise<LogPosition>;
  /** Takes a message away that waits, and tells its author why. Throws `unknown-held`, `text-too-long`. */
  refuseMessage(actor: Actor, id: string, words?: string): Promise<void>;
}

/** What waits is decided with. */
export interface ReviewParts {
  held: HeldMessages;
  readPerson: ReadCheckedPerson;
  /** As of somebody who is not there. */
  post: Post;
  context: ReadContext;
  announcer: Pick<Announcer, "announce">;
  audit: AuditEntries;
  queue: Pick<ModerationQueue, "changed">;
}

/** Review over the rows of what waits; each decision and its line in the audit log in one commit. */
export function createReview(
  { held, readPerson, post, context, announcer, audit, queue }: ReviewParts,
): Review {
  const authorOf = createReadAuthor(readPerson);

  function line(actor: Actor, act: "held-approved" | "held-refused", one: HeldMessage, words = "") {
    return audit.entry(actor.user, {
      act,
      whom: one.by,
      words,
      where: { conversation: one.message.conversation, name: one.room },
    });
  }

  function tell({ by, message }: HeldMessage) {
    queue.changed();
    const told = { type: "held", user: by.id, id: message.id } as const;
    announcer.announce([{ topic: `user:${by.id}`, message: told }]);
  }

  /** Screened by the moderator alone; the commit is held to that it waits and its author may write. */
  const screenBy = (actor: Actor, id: string): Screen => async () => {
    const { key, value, versionstamp } = await held.get(id);
    if (!value) throw new ChatError("unknown-held");
    const { checks } = await audit.confirm(actor, "handle reports");
    const { checks: ofAuthor } = await authorOf(value);
    const entry = line(actor, "held-approved", value);
    return {
      checks: [{ key, versionstamp }, ...checks, ...ofAuthor],
      rows: ({ seq }) => [...letThrough(value, seq), entry],
    };
  };

  return {
    async waitingMessages(actor) {
      requirePermission(actor, "handle reports");
      const found = await held.waiting(MAX_SHOWN + 1);
      const messages = await Promise.all(
        found.slice(0, MAX_SHOWN).map(async (one) => ({
          ...waitingMessage(one),
          context: await context(one.message.conversation, { after: one.head }),
        })),
      );
      return { messages, more: found.length > MAX_SHOWN };
    },

    async letThrough(actor, id) {
      requirePermission(actor, "handle reports");
      const { value: one } = await held.get(id);
      if (!one) throw new ChatError("unknown-held");
      const { author } = await authorOf(one);
      const as: Actor = {
        user: personOf(author),
        session: `held ${id}`,
        ...(author.botBy && { bot: { scopes: [], by: author.botBy } }),
      };
      const placed = await post(as, one.message, undefined, { screen: screenBy(actor, id) })
        .catch((error) => {
          throw ofAuthor(error, author.name);
        });
      tell(one);
      return placed;
    },

    async refuseMessage(actor, id, text) {
      requirePermission(actor, "handle reports");
      const words = readNote(text);
      let refused: HeldMessage | undefined;
      const mark = { is: "refused", words, by: actor.user.id, at: audit.now() } as const;
      const ended = await held.end(id, mark, async (one) => {
        refused = one;
        const { checks } = await audit.confirm(actor, "handle reports");
        const entry = line(actor, "held-refused", one, words);
        return { checks, mutations: [entry, ...forget(one, audit)] };
      });
      if (!ended || !refused) throw new ChatError("unknown-held");
      tell(refused);
    },
  };
}

/**
 * Reads the author of what waits, who is there and not kept out, with the checks that hold a commit to it.
 * Throws `unknown-user`, `held-cannot`.
 */
function createReadAuthor(readPerson: ReadCheckedPerson) {
  return async ({ by }: HeldMessage) => {
    const { user: author, sanctions, checks } = await readPerson(by.id);
    if (!author) throw new ChatError("unknown-user", { name: by.name });
    const answers = author.botBy === undefined ? undefined : await readPerson(author.botBy);
    if ([sanctions, answers?.sanctions ?? {}].some(barringOf)) {
      throw new ChatError("held-cannot", { name: author.name });
    }
    return { author, checks: [...checks, ...answers?.checks ?? []] };
  };
}

/** Takes back what one wrote oneself and that waits. */
export function createWithdraw(
  { held, audit, queue }: Pick<ReviewParts, "held" | "audit" | "queue">,
): Chat["withdraw"] {
  return async ({ user }, { id: message }) => {
    const mark = await held.markOf(user.id, message);
    if (mark?.is !== "waiting") throw new ChatError("unknown-held");
    const forgetting = (one: HeldMessage) => ({ checks: [], mutations: forget(one, audit) });
    if (!await held.end(mark.held, undefined, forgetting)) throw new ChatError("unknown-held");
    queue.changed();
  };
}

/** What is said to an author as it is said of them. */
function ofAuthor(error: unknown, name: string): unknown {
  const isTheirs = error instanceof ChatError && OF_AUTHOR.has(error.refusal);
  return isTheirs ? new ChatError("held-cannot", { name }) : error;
}

/** What keeps an author from writing somewhere. */
const OF_AUTHOR: ReadonlySet<Refusal> = new Set([
  ...[
    "muted",
    "rules-first",
    "not-member",
    "unknown-conversation",
    "read-only",
    "conversation-closed",
  ] as const,
]);

/** Plans that the files of a message go that is never sent. */
function forget({ id, message }: HeldMessage, { now }: Pick<AuditEntries, "now">): Mutation[] {
  const ids = (message.files ?? []).flatMap(({ id, preview }) => preview ? [id, preview] : [id]);
  if (ids.length === 0) return [];
  const job = { kind: FORGET_FILES, id: `${FORGET_FILES} held ${id}`, due: now() };
  return [planJob({ ...job, payload: { ids } })];
}

function waitingMessage({ id, at, by, why, room, message }: HeldMessage): WaitingMessage {
  const { conversation, text, files = [] } = message;
  return { id, at, by: named(by), why, conversation, room, text, files: files.length };
}
