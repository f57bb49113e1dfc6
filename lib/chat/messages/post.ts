import { TicketQueue } from "../../async/ticket_queue.ts";
import type { HeldFor } from "../../protocol/administration.ts";
import type { Check } from "../../kv/kv.ts";
import type { AppendOutcome, ConversationLog } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, Draft, Person, UserId } from "../../protocol/events.ts";
import type { Conversation } from "../../store/conversations/conversations.ts";
import type { Place } from "../../store/conversations/read_marks.ts";
import { addForward } from "../../store/messages/forward_rows.ts";
import type { Access } from "../conversations/access.ts";
import type { OpenDirect } from "../conversations/direct_messages.ts";
import { otherPerson } from "../conversations/lookup.ts";
import type { ReadPositions } from "../conversations/read_positions.ts";
import type { Actor, Chat, LogPosition } from "../chat.ts";
import type { Directory } from "../identity/profiles.ts";
import type { Attached, AttachFiles } from "./attach.ts";
import type { PostedBeside } from "./beside.ts";
import type { PreviewPlans } from "./link_previews.ts";
import { readMessageText } from "./read_text.ts";
import { endsOf, planEnds } from "./ends.ts";
import { newPoll } from "./new_poll.ts";
import { type Called, callsNobody, type FindCalled } from "./calls.ts";
import { placeInThreads, standsInTimeline } from "../../protocol/threads.ts";
import { isReply, NO_REPLY, type PrepareReply } from "../threads/reply.ts";
import type { Hold, Screen, Screened } from "./screen.ts";

/** What messages are posted with. */
export interface PostParts {
  access: Access;
  openDirect: OpenDirect;
  calls: { find: FindCalled } & PostedBeside;
  directory: Directory;
  positions: Pick<ReadPositions, "wrote">;
  log: ConversationLog;
  /** What a message needs that is more than words. */
  prepare: {
    /** What is asked of it besides the right to write. */
    screen: Screen;
    /** Has it wait for a moderator. */
    hold: Hold;
    reply: PrepareReply;
    files: AttachFiles;
    /** What uploaded files are called, as far as they are there. */
    fileNames(ids: readonly string[]): Promise<string[]>;
    previews: PreviewPlans;
  };
}

type Message = Parameters<Chat["post"]>[1];

/** That the words are those of another message. */
export interface Forwarded {
  origin: Place;
  /** The origin is as it was read. */
  check: Check;
  /** What of its files the forward has. */
  files?: Attached;
  /** For so long the origin still stands, where that vanishes. */
  vanishMs?: number;
}

/** What is forwarded changed meanwhile. */
export class OriginChanged extends Error {}

/** What else is known of a message. */
interface PostOptions {
  /** It calls nobody, and `OriginChanged` is thrown too. */
  forwarded?: Forwarded;
  /** What is asked of it in place of what is asked of all. */
  screen?: Screen;
}

/** `Chat.post`, of messages that are made of others too. */
export type Post = (
  ...asked: [...Parameters<Chat["post"]>, options?: PostOptions]
) => Promise<LogPosition>;

/** Where a message goes, and whom it calls. */
interface Found {
  conversation: Conversation;
  called: Called;
}

/** What is appended of a message, and who is told. */
interface Written {
  text: string;
  poll: ReturnType<typeof newPoll> | undefined;
  found: Found;
  files: Attached | undefined;
  reply: Awaited<ReturnType<PrepareReply>>;
  acknowledge: Parameters<Chat["post"]>[2];
  forwarded: Forwarded | undefined;
  screened: Screened | undefined;
  fileNames: readonly string[];
  /** The message was stored there already. */
  repeats?: number;
}

type FinderParts = Pick<PostParts, "access" | "openDirect" | "calls" | "directory">;

/** Where messages go and whom they call. */
function createFinder({ access, openDirect, calls, directory }: FinderParts) {
  async function target(actor: Actor, message: { conversation?: string; to?: string }) {
    if (message.conversation !== undefined) return message.conversation;
    if (message.to === undefined) throw new ChatError("invalid-field", { field: "conversation" });
    await access.requireUnmuted(actor); // before a conversation is made for nothing
    return (await openDirect(actor, message.to)).id;
  }

  /** The other person of a direct conversation, who must be here to read. */
  function readerOf(conversation: Conversation, user: UserId): UserId | undefined {
    const other = otherPerson(conversation, user);
    return other === user ? undefined : other;
  }

  function callsNobodyHere(text: string, conversation: Conversation, user: UserId): boolean {
    return callsNobody(text, conversation) && directory.profile(user) !== undefined;
  }

  /** Whom a text calls; who they are is known then, so that delivery need not wait for names. */
  async function findNamed(text: string, actor: Actor, conversation: Conversation) {
    const called = await calls.find(text, conversation, actor);
    await directory.profiles([actor.user.id, ...called.mentions]);
    return called;
  }

  /** Where it goes and whom it calls, if nothing of it has to be read: most messages. */
  function findKnown(actor: Actor, message: Message, text: string): Found | undefined {
    const user = actor.user.id;
    const conversation = message.conversation && access.writeKnown(actor, message.conversation);
    if (!conversation || !callsNobodyHere(text, conversation, user)) return undefined;
    const reader = readerOf(conversation, user);
    const profile = reader === undefined ? undefined : directory.profile(reader);
    if (reader !== undefined && !profile) return undefined;
    requireHere(profile);
    return { conversation, called: NOBODY };
  }

  async function find(actor: Actor, message: Message, text: string): Promise<Found> {
    const user = actor.user.id;
    const conversation = await access.write(actor, await target(actor, message));
    const reader = readerOf(conversation, user);
    if (reader !== undefined) requireHere(await directory.person(reader));
    const isPlain = callsNobodyHere(text, conversation, user);
    return { conversation, called: isPlain ? NOBODY : await findNamed(text, actor, conversation) };
  }

  return { findKnown, find };
}

/** What appends a message with all that goes with it, in one commit. */
function createAppend(
  { calls, positions, log, prepare: { previews } }: Pick<
    PostParts,
    "calls" | "positions" | "log" | "prepare"
  >,
) {
  return (actor: Actor, message: Message, written: Written): Promise<AppendOutcome> => {
    const { text, poll, found: { conversation, called }, files, reply, acknowledge } = written;
    const { forwarded, screened, repeats } = written;
    const revise = repeats === undefined ? reply.revise : refuseAnew;
    const { id } = conversation;
    const { user } = actor;
    const { mentions, call } = called;
    const draft: Extract<Draft, { kind: "message" }> = {
      kind: "message",
      id: message.id,
      text,
      ...placeInThreads(message),
      ...(mentions.length > 0 && { mentions }),
      ...(call && { call }),
      ...(files && { files: files.files }),
      ...endsOf(poll, conversation, forwarded),
    };
    const inTimeline = standsInTimeline(draft);
    const beside = { called, inTimeline, draft: message.draft };
    return log.append({
      conversation: id,
      by: user.id,
      id: message.id,
      draft,
      after: repeats === undefined ? message.after : repeats - 1,
      ...(revise && { revise }),
      ...((forwarded || screened) && { checks: checksOf(forwarded, screened) }),
      also: (seq, at) => [
        ...calls.rows(actor, beside, { conversation: id, seq, at }),
        ...reply.also(seq),
        ...(files?.rows({ conversation: id, seq, at }, draft.vanishMs) ?? []),
        ...planEnds(message.poll, draft, { conversation: id, seq, at }),
        ...previews.plan({ text }, user, conversation, { conversation: id, seq, at }),
        ...(forwarded ? addForward(forwarded.origin, { conversation: id, seq }) : []),
        ...(screened?.rows({ conversation: id, seq, at }) ?? []),
      ],
      acknowledge: ({ seq, at, duplicate }) => {
        if (!duplicate) {
          if (inTimeline) positions.wrote(user.id, id, seq); // who writes has read
          calls.posted(actor, beside, { conversation: id, seq, at });
          screened?.posted?.();
        }
        acknowledge?.({ conversation: id, seq, at });
      },
    });
  };
}

/** The log finds what was stored at a place; where it does not, nothing is put in its stead. */
const refuseAnew = () => new ChatError("send-too-old");

/** How often a message is screened while somebody else writes what that reads. */
const MAX_TRIES = 5;

/** What appends a message that is screened, or has it wait for a moderator. */
function createAppendScreened(parts: PostParts, screen: Screen) {
  const append = createAppend(parts);
  const { prepare } = parts;

  /** Gives the seq of one that a moderator let through. */
  async function hold(actor: Actor, message: Message, written: Written, why: HeldFor) {
    if (written.forwarded) throw new ChatError("held-not-here");
    const { text, found: { conversation } } = written;
    const { id, replyTo, thread, alsoInRoom, poll, files } = message;
    const kept = { id, text, replyTo, thread, alsoInRoom, poll, files };
    return await prepare.hold(actor, conversation, kept, why);
  }

  /** Screened anew where what that read is not true any more. */
  return async (actor: Actor, message: Message, written: Written): Promise<AppendOutcome> => {
    const { found: { conversation }, forwarded } = written;
    let { screened } = written;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const repeats = screened?.hold
        ? await hold(actor, message, written, screened.hold)
        : screened?.repeats;
      const outcome = await append(actor, message, { ...written, screened, repeats });
      if (outcome.is === "appended" || forwarded) return outcome;
      screened = await screen(actor, unscreened(conversation, message, written));
    }
    throw new ChatError("unavailable");
  };
}

/** Posting a message: what it says and whom it names, in one commit. */
export function createPost(parts: PostParts): { post: Post } {
  const { prepare } = parts;
  const tickets = new TicketQueue();
  const { findKnown, find } = createFinder(parts);
  const append = createAppend(parts);

  return {
    // It holds little while it waits: thousands wait for one commit.
    async post(actor, message, acknowledge, { forwarded, screen = prepare.screen } = {}) {
      const text = readMessageText(message.text, {
        mayBeEmpty: message.files !== undefined || forwarded?.files !== undefined,
      });
      const poll = message.poll && newPoll(message.poll);
      const ticket = tickets.take(actor.session);
      try {
        // What is known is not awaited: a promise costs as much as what stands behind it.
        const named = forwarded ? "" : text; // what is forwarded calls nobody
        const found = findKnown(actor, message, named) ?? await find(actor, message, named);
        const { id } = found.conversation;
        const ids = message.files?.map(({ id }) => id);
        const fileNames = ids ? await prepare.fileNames(ids) : [];
        const asked = unscreened(found.conversation, message, { text, forwarded, fileNames });
        const screening = screen(actor, asked);
        const screened = screening && await screening;
        const files = forwarded?.files ??
          (message.files && await prepare.files(actor, filesOf(id, message)));
        const reply = isReply(message)
          ? await prepare.reply(found.conversation, message, actor.user.id, found.called.mentions)
          : NO_REPLY;
        if (ticket.turn) await ticket.turn; // who writes twice is stored in that order, whatever each had to look up
        const written = {
          text,
          poll,
          found,
          files,
          reply,
          acknowledge,
          forwarded,
          screened,
          fileNames,
        };
        const appending = screened
          ? createAppendScreened(parts, screen)(actor, message, written)
          : append(actor, message, written);
        if (screened) await appending; // what follows may not be written yet
        ticket.release();
        const position = positionOf(id, await appending);
        reply.announce();
        return position;
      } finally {
        ticket.release();
      }
    },
  };
}

function filesOf(conversation: ConversationId, { id, files = [] }: Message) {
  return { conversation, id, files };
}

/** What of a message is screened. */
function unscreened(
  conversation: Conversation,
  { id, poll, files = [] }: Message,
  { text, forwarded, fileNames }: Pick<Written, "text" | "forwarded" | "fileNames">,
) {
  const carried = forwarded?.files?.files ?? [];
  const beside = [
    ...poll?.options ?? [],
    ...fileNames,
    ...carried.map(({ name }) => name),
    ...[...files, ...carried].flatMap(({ alt }) => alt ?? []),
  ];
  return {
    conversation,
    id,
    hasFiles: files.length > 0 || forwarded?.files !== undefined,
    text: beside.length === 0 ? text : [text, ...beside].join("\n"),
  };
}

/** What must hold for the commit: of what is forwarded, and of what was screened. */
function checksOf(forwarded: Forwarded | undefined, screened: Screened | undefined): Check[] {
  return [...(forwarded ? [forwarded.check] : []), ...(screened?.checks ?? [])];
}

const NOBODY: Called = { mentions: [], people: new Map() };

/** Throws `nobody-reads` for who is gone. */
function requireHere(person: Pick<Person, "gone"> | undefined): void {
  if (person?.gone) throw new ChatError("nobody-reads");
}

/** Where a request was appended; what is forwarded alone is checked. */
function positionOf(conversation: ConversationId, outcome: AppendOutcome): LogPosition {
  if (outcome.is === "conflict") throw new OriginChanged();
  const { seq, at } = outcome.appended;
  return { conversation, seq, at };
}
