import { keys } from "../../kv/keys.ts";
import type { Key, Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { ConversationId, EventKind, UserId } from "../../protocol/events.ts";
import type { User } from "../people/user.ts";
import type { TableStep } from "./table_step.ts";

/** Entries of logs that are read at once. */
const ENTRIES_AT_ONCE = 500;
/** Events of somebody who was a member then. */
const MEMBERS_EVENTS: ReadonlySet<EventKind> = new Set<EventKind>(["message", "join", "leave"]);
/** The ids of direct conversations stand together, and nobody could leave one: they are passed over. */
const DIRECT = "direct:";
const AFTER_DIRECT = "direct;";

/** The marks of those who left a room: what they wrote there is theirs to take along or delete. */
export const fillFormerMembers: TableStep = {
  prefix: keys.logs(),
  pageSize: () => ENTRIES_AT_ONCE,
  async fill(kv, rows) {
    const pairs = new Map<string, { user: UserId; conversation: ConversationId }>();
    let next: Key | undefined;
    for (const { key, value } of rows) {
      const conversation = String(key.at(-2));
      if (conversation.startsWith(DIRECT)) {
        next = keys.entries(AFTER_DIRECT);
        break;
      }
      const { event: { kind, by: user } } = value as LogEntry;
      if (MEMBERS_EVENTS.has(kind)) pairs.set(`${user} ${conversation}`, { user, conversation });
    }
    const people = [...pairs.values()];
    const [members, users] = await Promise.all([
      kv.getMany(people.map(({ user, conversation }) => keys.memberOf(user, conversation))),
      kv.getMany<User>(people.map(({ user }) => keys.user(user))),
    ]);
    const mutations = people.flatMap(({ user, conversation }, n): Mutation[] => {
      const isHere = users[n]?.value && users[n].value.goneAt === undefined;
      if (!isHere || members[n]?.value) return [];
      return [{ type: "set", key: keys.left(user, conversation), value: true }];
    });
    return { checks: [], mutations, ...(next && { next }) };
  },
};
