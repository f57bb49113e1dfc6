// Where the rooms of an export stand here: under ids and names that nobody has.
import { privateRoomName } from "../../chat/conversations/private_room_names.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { RoomChoice } from "../../protocol/administration.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { isRoomName, roomNameFor } from "../../protocol/room_names.ts";
import type { Random } from "../../runtime/clock.ts";
import { derivedUuid } from "../../runtime/digest.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { directId } from "../../store/conversations/conversations.ts";
import { groupId, isGroup } from "../../store/conversations/groups.ts";
import type { ImportedPeople } from "./people.ts";
import type { ImportedRoom } from "./rows.ts";
import { isTime, lineOf } from "./values.ts";
import type { SourceKind, SourceRoom } from "./source.ts";

/** The key under which all direct conversations of an export are decided together: no room has it. */
export const DIRECTS = "*direct*";

/** Finds places for the rooms of one import. */
export class Places {
  readonly #names = new Set<string>();

  constructor(
    private readonly parts: {
      /** Of the import. */
      id: string;
      kind: SourceKind;
      /** Whether rooms are open of which the export does not say who could read them. */
      opens: boolean;
      /** What somebody decided, by the keys of rooms in the export. */
      rooms: ReadonlyMap<string, RoomChoice>;
      kv: Pick<Kv, "getMany" | "get" | "commit">;
      /** Whether anything is written: ids that others could take are reserved then. */
      applies: boolean;
      random: Random;
      now: number;
      people: Pick<ImportedPeople, "isHere">;
      personHere: (key: string) => UserId;
    },
  ) {}

  /** The row of a room that is new here: under a name that nobody has. */
  async conversationFor(
    room: SourceRoom,
    begun: ImportedRoom | null,
    members: readonly UserId[],
  ): Promise<Conversation> {
    const { now, id } = this.parts;
    const { topic, closed, createdAt: made = now, row } = room;
    const hidden = begun?.private ?? this.#isHidden(room);
    const again = begun && await this.#idAgain(room, begun);
    const about = {
      ...(topic && { topic: lineOf(topic, LIMITS.topic) }),
      ...(closed && { closed }),
      ...(row?.readOnly && { readOnly: true }),
      ...(row?.slowSeconds && { slowSeconds: row.slowSeconds }),
      ...(row?.topicLocked !== undefined && { topicLocked: row.topicLocked }),
      ...(row?.vanishMs !== undefined && { vanishMs: row.vanishMs }),
      ...(row?.by !== undefined && { by: this.parts.personHere(row.by) }),
      createdAt: isTime(made) ? made : now,
    };
    if (room.kind === "direct") {
      const people = [...new Set(members)];
      const free = again ?? await this.#directFor(room, people);
      const isPair = !free.startsWith("group:");
      return {
        id: free,
        kind: "direct",
        ...about,
        people: isPair ? [...members].slice(0, 2).sort() : people,
        ...(!isPair && row?.title !== undefined && { title: lineOf(row.title, LIMITS.room) }),
        ...(row?.from && {
          from: Object.fromEntries(
            Object.entries(row.from).map(([key, seq]) => [this.parts.personHere(key), seq]),
          ),
        }),
      };
    }
    const name = begun?.name ?? await this.#nameFor(room, hidden);
    const title = row ? row.title : isRoomName(room.name) ? undefined : room.name;
    // What looks like a direct conversation would be that of the two people whom it names.
    const kept = row && !begun && !row.id.includes(":") ? await this.#reserved(row.id) : undefined;
    return {
      id: again ?? kept ?? derivedUuid(id, "room", room.key),
      kind: "room",
      name,
      ...about,
      ...(title !== undefined && { title: lineOf(title, LIMITS.room) }),
      ...(hidden && { private: true }),
    };
  }

  /** What is private in the export stays so, whatever somebody says. */
  #isHidden({ key, private: hidden }: SourceRoom): boolean {
    const choice = this.parts.rooms.get(key);
    if (choice === "private") return true;
    if (choice === "open" && hidden === "unsaid") return false;
    return hidden === true || (hidden === "unsaid" && !this.parts.opens);
  }

  /**
   * A direct conversation is that of its two people, unless they have one already. Then, or where somebody has no
   * account it is a group, whose people may change: the placeholder may become somebody.
   */
  async #directFor(room: SourceRoom, people: readonly UserId[]): Promise<ConversationId> {
    const [one, other = one] = people;
    const isPair = people.length <= 2 && !room.row?.id.startsWith("group:") &&
      people.every((user) => this.parts.people.isHere(user));
    const pair = isPair && one !== undefined
      ? await this.#reserved(directId(one, other!))
      : undefined;
    const own = room.row && isGroup(room.row.id) ? room.row.id : undefined;
    const group = isPair || own === undefined ? undefined : await this.#reserved(own);
    return pair ?? group ?? this.#ownDirect(room);
  }

  #ownDirect({ key }: SourceRoom): ConversationId {
    return groupId(derivedUuid(this.parts.id, "direct", key));
  }

  /** Under which id a room goes on that a run before began; none where somebody else has it by now. */
  async #idAgain(
    room: SourceRoom,
    { conversation, state }: ImportedRoom,
  ): Promise<ConversationId | undefined> {
    const own = room.kind === "direct"
      ? this.#ownDirect(room)
      : derivedUuid(this.parts.id, "room", room.key);
    if (state === "done" || conversation === own) return conversation;
    return await this.#reserved(conversation);
  }

  /**
   * An id that others could take as well, if nobody has it: it is this import's until its room is whole
   * (`keys.importPlace`), so that nobody writes where it does.
   */
  async #reserved(id: ConversationId): Promise<ConversationId | undefined> {
    const { kv, applies, id: own } = this.parts;
    const asked = [keys.importPlace(id), keys.conversation(id), keys.head(id)];
    const [place, ...taken] = await kv.getMany<unknown>(asked);
    if (taken.some(({ value }) => value !== null)) return undefined;
    if (place!.value !== null) return place!.value === own ? id : undefined;
    if (!applies) return id;
    const checks = asked.map((key) => ({ key, versionstamp: null }));
    const done = await kv.commit(checks, [{ type: "set", key: asked[0]!, value: own }]);
    return done.ok ? id : undefined;
  }

  async #nameFor({ name, key, row }: SourceRoom, hidden: boolean): Promise<string> {
    const { kv, random, kind } = this.parts;
    const wanted = roomNameFor(name) ?? roomNameFor(`room-${key}`) ?? "imported";
    if (hidden) {
      return row?.name && await this.#isFree(row.name) ? row.name : privateRoomName(wanted, random);
    }
    for (let n = 1;; n++) {
      const end = n === 1 ? "" : n === 2 ? `-${kind}` : `-${kind}-${n - 1}`;
      const tried = `${wanted.slice(0, LIMITS.room - end.length)}${end}`;
      if (this.#names.has(tried) || (await kv.get(keys.roomByName(tried))).value !== null) continue;
      this.#names.add(tried);
      return tried;
    }
  }

  async #isFree(name: string): Promise<boolean> {
    return (await this.parts.kv.get(keys.roomByName(name))).value === null;
  }
}
