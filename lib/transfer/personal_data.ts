// What the server holds of somebody: theirs to take along.
import type { Actor, Chat } from "../chat/chat.ts";
import { unlessVanished } from "../chat/messages/read_out.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { tooFast } from "../protocol/errors.ts";
import type { ConversationId, LogEvent, MessageEvent, UserId } from "../protocol/events.ts";
import { MAX_INBOX_PAGE } from "../protocol/limits.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Conversation, Conversations } from "../store/conversations/conversations.ts";
import type { Mailbox, Mailboxes } from "../store/people/mailboxes.ts";
import { isGroup } from "../store/conversations/groups.ts";
import type { Attempts } from "../store/people/attempt_limits.ts";
import type { Users } from "../store/people/users.ts";
import type { ReadMarks } from "../store/conversations/read_marks.ts";
import type { OwnRows } from "../store/messages/own_rows.ts";
import type { Threads } from "../store/messages/threads.ts";
import { MAX_VERSIONS, type Versions } from "../store/messages/versions.ts";
import type { Version } from "../protocol/requests/edits.ts";
import { type OwnFiles, partsOf } from "./own_files.ts";
import type { OwnRecords } from "./own_records.ts";
import type { OwnMessages } from "./own_messages.ts";

/** Exports read every log that one ever wrote to. */
const EXPORTS = { count: 3, windowMs: 60 * 60_000 };
/** An export of which nothing was read for so long has been given up. In milliseconds. */
const GIVEN_UP_MS = 60_000;

/** One's own data, to take along. */
export interface PersonalData {
  /**
   * Everything of somebody's, one JSON value a line that says what it `is`: the account, what lets them in,
   * settings, what notifies them, where they are mailed, drafts, what they have for later, `OwnRecords`,
   * what they bookmarked, reacted and voted, the threads that they follow, how far they read, the
   * conversations that they are in, the topics that they set, and the messages that they wrote anywhere,
   * with what those said before and their files, as their picture: each a line, then its bytes in parts
   * (Base64). Passwords and tokens are not in it: nobody knows them. Ends when the reader goes or
   * `signal` is aborted. Throws `too-fast` while one is under way here, and after three in an hour.
   */
  exportLines(actor: Actor, signal?: AbortSignal): Promise<ReadableStream<string>>;
}

/** What somebody wrote, and did with messages. */
export interface OwnParts {
  messages: OwnMessages;
  marks: Pick<OwnRows, "all">;
  threads: Pick<Threads, "all">;
  rows: { reads: Pick<ReadMarks, "of">; mailboxes: Pick<Mailboxes, "read"> };
  versions: Versions;
  files: OwnFiles;
}

/** What it is read from. */
export interface PersonalDataParts {
  own: OwnParts;
  chat: Pick<Chat, "bookmarks" | "drafts" | "later" | "notifications" | "settings">;
  identity: Pick<
    Identity,
    "foreignAccounts" | "knownDevices" | "passkeys" | "secondFactor" | "sessions"
  >;
  stores: {
    users: Pick<Users, "get" | "getMany">;
    conversations: Pick<Conversations, "everMemberOf" | "getMany">;
  };
  records: OwnRecords;
  attempts: Attempts;
  clock: Clock;
}

/** The personal data of one instance. */
export function createPersonalData(parts: PersonalDataParts): PersonalData {
  const { attempts, clock } = parts;
  /** Who takes their data along now, and when something of it was last read. */
  const exporting = new Map<UserId, number>();

  function isExporting(user: UserId): boolean {
    const lastRead = exporting.get(user);
    return lastRead !== undefined && clock.elapsed() - lastRead < GIVEN_UP_MS;
  }

  return {
    async exportLines(actor, signal) {
      const { id } = actor.user;
      if (isExporting(id)) throw tooFast(GIVEN_UP_MS);
      exporting.set(id, clock.elapsed());
      const waitMs = await attempts.take("personal-export", id, EXPORTS).catch((error) => {
        exporting.delete(id);
        throw error;
      });
      if (waitMs > 0) {
        exporting.delete(id);
        throw tooFast(waitMs);
      }
      const lines = linesOf(parts, actor, signal);
      const end = () => void exporting.delete(id);
      signal?.addEventListener("abort", end);
      return new ReadableStream<string>({
        async pull(controller) {
          try {
            const { done, value } = await lines.next();
            if (!done) {
              exporting.set(id, clock.elapsed());
              return controller.enqueue(value);
            }
            controller.close();
          } catch (error) {
            controller.error(error);
          }
          end();
        },
        async cancel() {
          end();
          await lines.return(undefined);
        },
      });
    },
  };
}

async function* linesOf(
  { own, chat, identity, records, stores: { users, conversations }, clock }: PersonalDataParts,
  actor: Actor,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const { id } = actor.user;
  const user = await users.get(id);
  if (user) {
    const { passwordHash: _, ...account } = user;
    yield line("account", account);
    if (user.portrait) yield* fileLines(own.files, id, user.portrait.file);
  }
  for (const session of await identity.sessions(actor)) yield line("session", session);
  for (const passkey of await identity.passkeys(actor)) yield line("passkey", passkey);
  for (const account of await identity.foreignAccounts(actor)) {
    yield line("foreign-account", account);
  }
  const { required: _, ...factor } = await identity.secondFactor(actor);
  if (factor.since !== undefined) yield line("second-factor", factor);
  for (const device of await identity.knownDevices(actor)) yield line("known-device", device);
  for (const waiting of (await chat.later(actor)).later) yield line("later", waiting);
  for await (const { is, ...record } of records(id)) yield line(is, record);
  yield line("settings", await chat.settings(actor, {}));
  yield line("notifications", await chat.notifications(actor, {}));
  const mail = (await own.rows.mailboxes.read(id)).value;
  if (mail) yield line("mail", toldOf(mail));
  for (const draft of await chat.drafts(actor)) yield line("draft", draft);
  yield* bookmarkLines(chat, actor);
  yield* markLines(own, id);
  const rows = await conversations.getMany(await conversations.everMemberOf(id));
  // Who is in a group that one has left is not one's own any more.
  const others = [...rows.values()].flatMap(({ people = [] }) => people.includes(id) ? people : []);
  const people = await users.getMany(others);
  for (const row of rows.values()) {
    const { id: conversation, kind, name, title } = row;
    const nameOf = (user: UserId) => people.get(user)?.name;
    yield line("conversation", {
      id: conversation,
      kind,
      name,
      ...withOthers(row, id, nameOf),
      title,
    });
  }
  const topics = createTopics(id);
  const search = { isOver: () => signal?.aborted === true, ...topics };
  for await (const { conversation, message } of own.messages.find(id, search)) {
    if (unlessVanished(message, clock).deletedAt !== undefined) continue;
    const before = await versionsOf(own.versions, conversation, message);
    yield line("message", { conversation, ...message, ...(before.length > 0 && { before }) });
    for (const file of message.files ?? []) yield* fileLines(own.files, id, file.id);
  }
  yield* topics.lines(rows.values());
}

/** The topics that somebody set, noted as logs are read. */
function createTopics(user: UserId) {
  const own: Record<string, unknown>[] = [];
  const changed = new Set<ConversationId>();
  return {
    pass(conversation: ConversationId, event: LogEvent) {
      if (event.kind !== "topic") return;
      changed.add(conversation);
      const { seq, at, topic } = event;
      if (event.by === user && topic) own.push({ conversation, seq, at, topic });
    },
    *lines(rooms: Iterable<Conversation>) {
      for (const topic of own) yield line("topic", topic);
      for (const { id: conversation, by, topic } of rooms) {
        // One that a room was made with has no event of its own.
        if (topic && by === user && !changed.has(conversation)) {
          yield line("topic", { conversation, topic });
        }
      }
    },
  };
}

/** Without what its links are made of. */
function toldOf({ stop: _, asked, told: _seqs, ...mail }: Mailbox) {
  return { ...mail, ...(asked && { asked: { address: asked.address, until: asked.until } }) };
}

async function* fileLines(files: OwnFiles, owner: UserId, id: string): AsyncGenerator<string> {
  for await (const { is, ...part } of partsOf(files, owner, id)) yield line(is, part);
}

/** What a message said before it was edited, the oldest first. */
async function versionsOf(
  versions: Versions,
  conversation: ConversationId,
  { seq, version = 0 }: MessageEvent,
): Promise<Version[]> {
  if (version === 0) return [];
  return await versions.before(conversation, seq, { before: version, limit: MAX_VERSIONS });
}

/** What somebody did with messages: where those stand, not the words of others. */
async function* markLines(
  { marks, threads, rows: { reads } }: OwnParts,
  user: UserId,
): AsyncGenerator<string> {
  for await (const page of marks.all(user)) {
    for (const { mark: { reactions, votes }, ...place } of page) {
      if (reactions) yield line("reaction", { ...place, emoji: reactions });
      if (votes) yield line("vote", { ...place, options: votes });
    }
  }
  for await (const page of threads.all(user)) {
    for (const { reader: { follows, read }, ...thread } of page) {
      yield line("thread", { ...thread, follows, read });
    }
  }
  for (const [conversation, { seq, at }] of await reads.of(user)) {
    yield line("read", { conversation, seq, at });
  }
}

/** What somebody bookmarked: where it stands and their note, not the words of others. */
async function* bookmarkLines(
  chat: Pick<Chat, "bookmarks">,
  actor: Actor,
): AsyncGenerator<string> {
  for (let after: string | undefined, more = true; more;) {
    const page = await chat.bookmarks(actor, { after, limit: MAX_INBOX_PAGE });
    for (const { event, ...bookmark } of page.bookmarks) {
      yield line("bookmark", { seq: event.seq, ...bookmark });
    }
    after = page.next;
    more = after !== undefined;
  }
}

/** Who else is in a direct conversation: one person by name, or the people of a group. */
function withOthers(
  { id, people }: Conversation,
  user: UserId,
  nameOf: (user: UserId) => string | undefined,
) {
  if (!people?.includes(user)) return {};
  const others = people.filter((one) => one !== user);
  return isGroup(id)
    ? { people: others.flatMap((one) => nameOf(one) ?? []) }
    : { with: nameOf(others[0] ?? user) };
}

function line(is: string, value: Record<string, unknown>): string {
  return `${JSON.stringify({ is, ...value })}\n`;
}
