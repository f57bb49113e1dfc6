import { QueueFull, Semaphore } from "../../async/semaphore.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Mutation } from "../../kv/kv.ts";
import type { Carried, CarriedMessage } from "../../log/carry.ts";
import { emptied } from "../../protocol/emptied.ts";
import { ChatError, type Refusal } from "../../protocol/errors.ts";
import type { ConversationId, MessageEvent, MovedAway } from "../../protocol/events.ts";
import { previewFiles } from "../../protocol/link_previews.ts";
import { may } from "../../protocol/permissions.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import type { ReadReferences } from "../../store/messages/references.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, LogPosition } from "../chat.ts";
import type { MoveUseCases } from "../contract/moves.ts";
import type { ConfirmMember } from "../conversations/confirm_member.ts";
import type { Directory } from "../identity/profiles.ts";
import type { Amend, Amended } from "./amend.ts";
import type { ForgetCalled } from "./called_rows.ts";
import { linkFilesTo, linksOf } from "./attach.ts";
import { planPollEnd } from "./new_poll.ts";
import { rowsOf } from "./remains.ts";
import { planVanishing } from "./vanishing.ts";

/** Moves that wait for others of this instance. */
const MAX_QUEUED = 100;
/** Rounds of tries, in a room where many write. */
const MAX_ROUNDS = 4;

/** Why one message stays where it is, though others of the room may go. */
const STAYS_ALONE: ReadonlySet<Refusal> = new Set(["unknown-message", "poll-has-votes"]);

/** What messages are moved with. */
export interface MoveParts {
  amend: Amend;
  audit: AuditEntries;
  confirmMember: ConfirmMember;
  directory: Pick<Directory, "person">;
  carrier: Carrier;
  forgetCalled: ForgetCalled;
  references: ReadReferences;
}

/** What puts a message at the end of another log, in the commit that empties its old place. */
export interface Carrier {
  /** What does that, read anew on each try. The id of the message is given with its place. */
  read(
    to: ConversationId,
    message: (place: { seq: number; at: number; id: string }) => CarriedMessage,
  ): Promise<Carried>;
  /** It is committed: tells those who follow the room. */
  committed(to: ConversationId, carried: Carried): void;
}

/** A message that is moved: what goes with its commit, and where it will stand. */
interface Prepared {
  carried: Carried;
  /** The last change of the message that is carried. */
  changed: number | undefined;
  away: MovedAway;
  referred: boolean;
}

/**
 * Moving a message: the stub in its old place, its event and the message in the new one are one commit
 * of both logs, so that it is never in both, nor in none (M14). What is said of it there is what it says
 * now: versions, reactions and pins stay behind, and go as with a deletion (M3).
 */
export function createMove(parts: MoveParts): MoveUseCases {
  // One after the other: those into the same room would only fail one another.
  const turns = new Semaphore({ concurrency: 1, maxQueued: MAX_QUEUED });
  const moves: MoveUseCases = {
    moveAll: (actor, request) => moveEach(moves, actor, request),
    async move(actor, request, acknowledge) {
      if (!may(actor.user.role, "move messages")) throw new ChatError("not-allowed");
      if (request.to === request.conversation) {
        throw new ChatError("invalid-field", { field: "to" });
      }
      const moving = turns.run(async () => {
        for (let rounds = 1;; rounds++) {
          try {
            return await moveOnce(parts, actor, request, acknowledge);
          } catch (error) {
            // Others wrote into that room under every try, or changed the message.
            const isBusy = error instanceof ChatError && error.refusal === "unavailable";
            if (!isBusy || rounds === MAX_ROUNDS) throw error;
          }
        }
      });
      return await moving.catch((error) => {
        throw error instanceof QueueFull ? new ChatError("unavailable") : error;
      });
    },
  };
  return moves;
}

async function moveEach(
  { move }: Pick<MoveUseCases, "move">,
  actor: Actor,
  { conversation, targets, to }: Parameters<MoveUseCases["moveAll"]>[1],
): ReturnType<MoveUseCases["moveAll"]> {
  const done: Awaited<ReturnType<MoveUseCases["moveAll"]>> = { moved: [], stayed: [] };
  let first: ChatError | undefined; // why the first of those that stay does
  let over: ChatError | undefined; // why no other goes either
  for (const target of [...new Set(targets)].sort((one, other) => one - other)) {
    try {
      if (over) throw over;
      const { moved } = await move(actor, { conversation, target, to });
      done.moved.push({ target, seq: moved.seq });
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      first ??= error;
      if (!STAYS_ALONE.has(error.refusal)) over = error;
      done.stayed.push({ target, code: error.code });
    }
  }
  if (done.moved.length === 0 && first) throw first;
  return done;
}

async function moveOnce(
  parts: MoveParts,
  actor: Actor,
  { conversation: from, target, to }: Parameters<MoveUseCases["move"]>[1],
  acknowledge: Parameters<MoveUseCases["move"]>[2],
): ReturnType<MoveUseCases["move"]> {
  const { amend, carrier } = parts;
  let prepared: Prepared | undefined;
  let before: MovedAway | undefined; // where it stands already, if it was moved before
  const placed = await amend(actor, { conversation: from, target }, {
    get draft() {
      return { kind: "move" as const, target, to: prepared?.away ?? { conversation: to, seq: 1 } };
    },
    access: "see",
    revise({ message, conversation }, at) {
      before = message.moved?.conversation === to ? message.moved : undefined;
      if (before) return "unchanged";
      const refusal = refusalToMove(message, conversation);
      if (refusal) return refusal;
      // It was changed since it was read: what is carried is not what it says now.
      if (prepared && prepared.changed !== message.changed) return new ChatError("unavailable");
      return { ...emptied(message, at), ...(prepared && { moved: prepared.away }) };
    },
    also: (message, { at }) =>
      rowsOf(from, message, { at, referred: prepared?.referred ?? false, files: "move" }),
    async confirm(found) {
      const tried = await prepare(parts, actor, found, { from, to, target });
      prepared = tried.prepared;
      return { checks: tried.checks, also: tried.mutations };
    },
  }, acknowledge);
  if (prepared && !before) {
    carrier.committed(to, prepared.carried);
  }
  const away = before ?? prepared?.away;
  if (!away) throw new ChatError("internal"); // it was moved just now, or before
  return { ...placed, moved: { conversation: away.conversation, seq: away.seq } };
}

/** What belongs to the commit of one try. */
async function prepare(
  { audit, confirmMember, directory, carrier, forgetCalled, references }: MoveParts,
  actor: Actor,
  { message, conversation: source }: Amended,
  { from, to, target }: { from: ConversationId; to: ConversationId; target: number },
): Promise<{ prepared: Prepared; checks: Check[]; mutations: Mutation[] }> {
  const [{ conversation: room, checks: there }, { checks: right }, called, referred, author] =
    await Promise.all([
      confirmMember(actor, to),
      audit.confirm(actor, "move messages"),
      forgetCalled(from, message),
      references({ conversation: from, seq: target }),
      directory.person(message.by),
    ]);
  if (room.kind !== "room") throw new ChatError("invalid-field", { field: "to" });
  if (room.closed) throw new ChatError("conversation-closed");
  const carried = await carrier.read(to, ({ id, at }) => ({
    by: message.by,
    id,
    draft: draftOf(message, { id, at, room, by: actor.user.id, from: source }),
  }));
  const { event } = carried.entry;
  const place = { conversation: to, seq: event.seq, at: event.at };
  const entry = audit.entry(actor.user, {
    act: "message-moved",
    whom: { id: message.by, name: author?.name ?? "" },
    where: { conversation: to, name: roomTitle(room), seq: event.seq },
  });
  return {
    prepared: {
      carried,
      changed: message.changed,
      referred: referred.any,
      away: { conversation: to, seq: event.seq, ...publicName(room) },
    },
    checks: distinct([...there, ...right, referred.check, carried.check]),
    mutations: [
      ...carried.mutations,
      ...planPollEnd(message.poll && { options: [], closesAt: message.poll.closesAt }, place),
      ...(event.kind === "message" ? planVanishing(event, place) : []),
      ...(event.kind === "message" ? showFilesOf(event, place) : []),
      // What one wrote is one's own to take along or delete, also where one never was.
      { type: "set", key: keys.left(message.by, to), value: true },
      entry,
      ...called,
    ],
  };
}

/** Says that the message shows its files from its new place on. */
function showFilesOf(event: MessageEvent, place: LogPosition): Mutation[] {
  const { files, vanishMs } = event;
  return [
    ...(files ? linksOf(files, place, vanishMs) : []),
    ...linkFilesTo(previewFiles(event), place, vanishMs),
  ];
}

/** Why a message stays where it is. */
function refusalToMove(
  { deletedAt, poll }: MessageEvent,
  conversation: Conversation | undefined,
): ChatError | undefined {
  if (conversation?.kind !== "room") return new ChatError("not-allowed");
  if (deletedAt !== undefined) return new ChatError("unknown-message");
  return poll && poll.voters > 0 ? new ChatError("poll-has-votes") : undefined;
}

/** The message as it will stand there: it vanishes when it would have, or as the room says if sooner. */
function draftOf(
  { text, files, previews, unpreviewed, poll, at: writtenAt, vanishMs }: MessageEvent,
  { id, at, room, by, from }: {
    id: string;
    at: number;
    room: Conversation;
    by: string;
    from: Conversation | undefined;
  },
): CarriedMessage["draft"] {
  const left = vanishMs === undefined ? Infinity : Math.max(1, writtenAt + vanishMs - at);
  const vanishes = Math.min(left, room.vanishMs ?? Infinity);
  return {
    kind: "message",
    id,
    text,
    movedHere: { by, at: writtenAt, ...(from && publicName(from)) },
    ...(files && { files }),
    ...(previews && { previews }),
    ...(unpreviewed && { unpreviewed }),
    ...(poll && { poll }),
    ...(vanishes < Infinity && { vanishMs: vanishes }),
  };
}

/** What a room is called, where anyone may know of it. */
function publicName({ private: hidden, name, title }: Conversation) {
  if (hidden || name === undefined) return {};
  return { name, ...(title !== undefined && { title }) };
}

/** Each key once: they are versions of one read. */
function distinct(checks: readonly Check[]): Check[] {
  return [...new Map(checks.map((check) => [check.key.join("\0"), check])).values()];
}
