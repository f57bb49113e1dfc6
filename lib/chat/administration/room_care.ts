import type { RoomInCare } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type ConversationId, GENERAL } from "../../protocol/events.ts";
import { type Conversation, kept } from "../../store/conversations.ts";
import type { Act } from "../../store/journal.ts";
import { keys } from "../../store/keys.ts";
import type { Check, Mutation } from "../../store/kv.ts";
import { writeRow } from "../../store/row_writes.ts";
import type { Actor } from "../chat.ts";
import { checkRoomName } from "../rooms.ts";
import { type AdministrationParts, demand, journal } from "./parts.ts";

/** How often a name is tried to be given while others change the room. */
const ATTEMPTS = 5;

/** What is to be with a room; what is not named stays. */
export interface RoomChange {
  closed?: boolean;
  readOnly?: boolean;
  name?: string;
}

/** What is done to whole rooms. All throw a `ChatError` with the reason when they refuse. */
export interface RoomCare {
  /** `general` stays open and keeps its name; private rooms are cared for by their members. */
  changeRoom(actor: Actor, room: ConversationId, change: RoomChange): Promise<RoomInCare>;
  /** Every room that is not private, closed ones too, and the private ones that one is in. */
  allRooms(actor: Actor): Promise<RoomInCare[]>;
}

/** The care of rooms: each change and its line in the journal in one commit. */
export function createRoomCare(parts: AdministrationParts): RoomCare {
  const { kv, access, announcer, conversations, log, random } = parts;

  async function reachable(actor: Actor, id: ConversationId): Promise<Conversation> {
    const found = await conversations.get(id);
    if (found?.kind === "room" && !found.private) return found;
    const seen = await access.see(actor, id);
    if (seen.kind !== "room") throw new ChatError("not-allowed");
    return seen;
  }

  const lineOf = (actor: Actor, act: Act, { id, name }: Conversation, what?: string): Mutation =>
    journal(parts, actor.user, {
      ...{ act, where: { conversation: id, name } },
      ...(what !== undefined && { what }),
    });

  async function set(actor: Actor, id: ConversationId, { closed, readOnly }: RoomChange) {
    return await writeRow<Conversation>(kv, keys.conversation(id), (row) => {
      if (!row) throw new ChatError("unknown-conversation");
      const lines: Mutation[] = [];
      if (closed !== undefined && closed !== (row.closed ?? false)) {
        lines.push(lineOf(actor, closed ? "room-closed" : "room-reopened", row));
      }
      if (readOnly !== undefined && readOnly !== (row.readOnly ?? false)) {
        lines.push(lineOf(actor, readOnly ? "room-quieted" : "room-unquieted", row));
      }
      const value: Conversation = {
        ...row,
        closed: (closed ?? row.closed) || undefined,
        readOnly: (readOnly ?? row.readOnly) || undefined,
      };
      return { value, mutations: lines };
    });
  }

  async function rename(actor: Actor, id: ConversationId, name: string): Promise<void> {
    checkRoomName(name);
    const request = random.uuid();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { conversation: { key, value: row, versionstamp } } = await conversations.standing(
        id,
        actor.user.id,
      );
      if (!row) throw new ChatError("unknown-conversation");
      if (row.name === name) return;
      if (await conversations.roomByName(name) !== undefined) {
        throw new ChatError("room-taken", { name });
      }
      const [head] = await log.heads([id]);
      const free: Check = { key: keys.roomByName(name), versionstamp: null };
      const line = lineOf(actor, "room-renamed", row, name);
      const outcome = await log.append({
        conversation: id,
        by: actor.user.id,
        id: request,
        after: head?.seq ?? 0,
        draft: { kind: "rename", name },
        checks: [{ key, versionstamp }, free],
        also: () => [
          ...kept({ ...row, name }),
          { type: "delete", key: keys.roomByName(row.name ?? "") },
          line,
        ],
      });
      if (outcome.is === "appended") return;
    }
    throw new ChatError("unavailable");
  }

  return {
    async changeRoom(actor, id, change) {
      demand(actor, "close, rename and quiet rooms");
      const found = await reachable(actor, id);
      if (id === GENERAL && (change.closed || change.name !== undefined)) {
        throw new ChatError("not-allowed");
      }
      if (change.name !== undefined) await rename(actor, id, change.name);
      const now = await set(actor, id, change) ?? found;
      announcer.announce([{
        topic: `conversation:${id}`,
        message: { type: "changed", what: "conversation", id },
      }]);
      return cared(now);
    },

    async allRooms(actor) {
      demand(actor, "close, rename and quiet rooms");
      const [rooms, mine] = await Promise.all([
        conversations.rooms(),
        conversations.membershipsOf(actor.user.id),
      ]);
      return rooms.filter((room) => !room.private || mine.includes(room.id)).map(cared);
    },
  };
}

function cared({ id, name, closed, readOnly, private: hidden }: Conversation): RoomInCare {
  return {
    id,
    name,
    ...(closed && { closed }),
    ...(readOnly && { readOnly }),
    ...(hidden && { private: hidden }),
  };
}
