import {
  type AdministeredRoom,
  type Published,
  SLOW_SECONDS,
} from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type ConversationId, GENERAL } from "../../protocol/events.ts";
import {
  type Conversation,
  type Conversations,
  saveConversation,
} from "../../store/conversations/conversations.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import { isTopicLocked } from "../../store/conversations/conversation.ts";
import type { Act } from "../../store/moderation/audit_log.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { Random } from "../../runtime/clock.ts";
import { writeRow } from "../../kv/checked_write.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, Announcer } from "../chat.ts";
import { requirePermission } from "../moderation/authorize.ts";
import type { Access } from "./access.ts";
import { appendChecked } from "./checked_append.ts";
import { privateRoomName } from "./private_room_names.ts";
import { requireInRange } from "../refusals.ts";
import { checkRoomName, readTitle } from "./room_creation.ts";
import { listing, type RoomPageRequest, unlisting } from "../../store/conversations/room_index.ts";
import { may } from "../../protocol/permissions.ts";

/** What is to be with a room; what is not named stays. */
export interface RoomChange {
  closed?: boolean;
  readOnly?: boolean;
  /** Whether moderators alone set the topic. */
  topicLocked?: boolean;
  /** Seconds between two messages of one person; 0: none. Throws `number-range`. */
  slowSeconds?: number;
  /** Administrators alone: anyone reads it on the web. Of a private room, no. */
  published?: Published | "no";
  name?: string;
  /** What is shown in place of the new name. */
  title?: string;
}

/** What is done to whole rooms. All throw `not-allowed`. */
export interface RoomAdministration {
  /**
   * `general` stays open and keeps its name. Of private rooms that they are not in, administrators may
   * close and rename any, moderators none. A private room gets a name with a new tag (R2). Throws `unknown-conversation`, `muted` (a name), `room-name`,
   * `room-taken`.
   */
  changeRoom(actor: Actor, room: ConversationId, change: RoomChange): Promise<AdministeredRoom>;
  /**
   * A page of all rooms, closed ones too; of private ones, moderators see those that they are in.
   * `next` is the `after` of the next page, where there may be one.
   */
  allRooms(
    actor: Actor,
    page: RoomPageRequest,
  ): Promise<{ rooms: AdministeredRoom[]; next?: string }>;
  /** One that `allRooms` would list; throws `unknown-conversation`. */
  oneRoom(actor: Actor, room: ConversationId): Promise<AdministeredRoom>;
}

/** What rooms are administered with. */
export interface RoomAdministrationParts {
  kv: Kv;
  access: Access;
  conversations: Conversations;
  log: ConversationLog;
  announcer: Announcer;
  audit: AuditEntries;
  random: Random;
}

/** Room administration: each change and its line in the audit log in one commit. */
export function createRoomAdministration(
  { kv, access, conversations, log, announcer, audit, random }: RoomAdministrationParts,
): RoomAdministration {
  async function reachable(actor: Actor, id: ConversationId): Promise<Conversation> {
    const found = await conversations.get(id);
    const reaches = !found?.private || may(actor.user.role, "find and close any room");
    if (found?.kind === "room" && reaches) return found;
    const seen = await access.see(actor, id);
    if (seen.kind !== "room") throw new ChatError("not-allowed");
    return seen;
  }

  async function rename(
    actor: Actor,
    id: ConversationId,
    { name: asked, title: shown }: { name: string; title?: string },
  ): Promise<void> {
    checkRoomName(asked);
    const wanted = readTitle(shown, asked);
    const request = random.uuid();
    await appendChecked(log, async () => {
      const { conversation } = await conversations.standing(id, actor.user.id);
      const { key, value: row, versionstamp } = conversation;
      if (!row) throw new ChatError("unknown-conversation");
      const title = wanted ?? (row.private ? asked : undefined);
      if (row.title === title && (row.private || row.name === asked)) return undefined;
      const name = row.private ? privateRoomName(asked, random) : asked;
      const same = row.name === name;
      if (!same && !row.private && await conversations.roomByName(name) !== undefined) {
        throw new ChatError("room-taken", { name });
      }
      const free: Check[] = same ? [] : [{ key: keys.roomByName(name), versionstamp: null }];
      const entry = entryFor(audit, actor, "room-renamed", row, title ?? name);
      const confirmed = await audit.confirm(actor, "close, rename and quiet rooms");
      return {
        conversation: id,
        by: actor.user.id,
        id: request,
        draft: { kind: "rename", name, ...(title !== undefined && { title }) },
        checks: [{ key, versionstamp }, ...free, ...confirmed.checks],
        also: () => [
          ...same ? [] : formerly(row),
          ...saveConversation({ ...row, name, title }),
          entry,
        ],
      };
    });
  }

  return {
    async changeRoom(actor, id, change) {
      requirePermission(actor, "close, rename and quiet rooms");
      const found = await reachable(actor, id);
      requirePossible(actor, found, change);
      if (change.name !== undefined) {
        await rename(actor, id, { name: change.name, title: change.title });
      }
      const now = await writeSettings({ kv, conversations, audit }, actor, id, change) ?? found;
      announcer.announce([changed(id)]);
      return administeredRoom(now);
    },

    async allRooms(actor, page) {
      requirePermission(actor, "close, rename and quiet rooms");
      const seesAll = may(actor.user.role, "find and close any room");
      const { rooms, next } = await conversations.rooms(seesAll ? "all" : "public", page);
      const mine = seesAll ? [] : await conversations.membershipsOf(actor.user.id);
      const own = (await conversations.ownRooms(mine, page, next)).filter((room) => room.private);
      const shown = [...rooms, ...own].sort((a, b) => (a.name ?? "") < (b.name ?? "") ? -1 : 1);
      return { rooms: shown.map(administeredRoom), ...(next !== undefined && { next }) };
    },

    async oneRoom(actor, id) {
      requirePermission(actor, "close, rename and quiet rooms");
      return administeredRoom(await reachable(actor, id));
    },
  };
}

const changed = (id: ConversationId) => ({
  topic: `conversation:${id}` as const,
  message: { type: "changed" as const, what: "conversation" as const, id },
});

/** Administrators alone publish, and no private room; `general` stays open and keeps its name. */
function requirePossible(
  actor: Actor,
  room: Conversation,
  { published, slowSeconds, closed, name }: RoomChange,
): void {
  if (published !== undefined) requirePermission(actor, "change who may come in");
  if (published !== undefined && room.private) throw new ChatError("not-allowed");
  if (slowSeconds !== undefined) requireInRange(slowSeconds, SLOW_SECONDS, "slowSeconds");
  if (room.id === GENERAL && (closed || name !== undefined)) throw new ChatError("not-allowed");
}

/** Closes a room, makes it read-only or slow or locks its topic, or the other way; each with its line in the audit log. */
async function writeSettings(
  { kv, conversations, audit }: Pick<RoomAdministrationParts, "kv" | "conversations" | "audit">,
  actor: Actor,
  id: ConversationId,
  { closed, readOnly, topicLocked, slowSeconds, published }: RoomChange,
): Promise<Conversation | undefined> {
  return await writeRow<Conversation>(kv, keys.conversation(id), async (row) => {
    if (!row) throw new ChatError("unknown-conversation");
    const value: Conversation = {
      ...row,
      closed: (closed ?? row.closed) || undefined,
      readOnly: (readOnly ?? row.readOnly) || undefined,
      topicLocked: topicLocked ?? row.topicLocked,
      slowSeconds: (slowSeconds ?? row.slowSeconds) || undefined,
      published: published === "no" ? undefined : published ?? row.published,
    };
    const { checks } = await audit.confirm(
      actor,
      published === undefined ? "close, rename and quiet rooms" : "change who may come in",
    );
    const moved = value.closed === row.closed ? undefined : value.closed ? "close" : "open";
    const counted = moved && row.by ? await conversations.countRoom(row.by, id, moved) : undefined;
    return {
      value,
      checks: [...checks, ...counted?.checks ?? []],
      mutations: [
        ...actsOf(row, value).map((act) =>
          entryFor(audit, actor, act, row, act === "room-slowed" ? `${slowSeconds}` : undefined)
        ),
        ...listing(value),
        ...counted?.mutations ?? [],
      ],
    };
  });
}

/** The line of the audit log that says what was done to a room. */
function entryFor(
  audit: AuditEntries,
  actor: Actor,
  act: Act,
  room: Conversation,
  what?: string,
): Mutation {
  return audit.entry(actor.user, {
    act,
    where: { conversation: room.id, name: roomTitle(room) },
    ...(what !== undefined && { what }),
  });
}

/** What was done to a room that is now another. */
function actsOf(before: Conversation, now: Conversation): Act[] {
  const acts: Act[] = [];
  if (now.closed !== before.closed) acts.push(now.closed ? "room-closed" : "room-reopened");
  if (now.readOnly !== before.readOnly) acts.push(now.readOnly ? "room-quieted" : "room-unquieted");
  if (now.slowSeconds !== before.slowSeconds) {
    acts.push(now.slowSeconds ? "room-slowed" : "room-unslowed");
  }
  if (now.published !== before.published) {
    acts.push(now.published ? "room-published" : "room-unpublished");
  }
  const locked = isTopicLocked(now);
  if (locked !== isTopicLocked(before)) {
    acts.push(locked ? "room-topic-locked" : "room-topic-unlocked");
  }
  return acts;
}

function administeredRoom(room: Conversation): AdministeredRoom {
  const { id, name, title, closed, readOnly, private: hidden } = room;
  return {
    id,
    name,
    ...(title !== undefined && { title }),
    ...(closed && { closed }),
    ...(readOnly && { readOnly }),
    ...(isTopicLocked(room) && { topicLocked: true }),
    ...(room.slowSeconds && { slowSeconds: room.slowSeconds }),
    ...(hidden && { private: hidden }),
    ...(room.published && { published: room.published }),
  };
}

/** The writes by which a room's name leads to it until another room has it. */
function formerly({ id, name = "" }: Conversation): Mutation[] {
  return [
    ...unlisting(name),
    { type: "set", key: keys.formerRoom(name), value: id },
  ];
}
