// A placeholder becomes somebody: what stands under its name is theirs from then on.
import { commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import type { Head, LogEntry } from "../../log/log.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { SharedFile } from "../../protocol/files.ts";
import { personTag } from "../../protocol/people.ts";
import { addMember } from "../../store/conversations/conversations.ts";
import { setFirstMark } from "../../store/conversations/read_marks.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { rebuildIndexesLater } from "../../search/indexing.ts";
import { entryHere } from "./entries.ts";
import type { ImportedPerson, ImportedRoom } from "./rows.ts";

/** Entries that are read at once. */
const PAGE = 200;

/**
 * Gives what a placeholder of an import wrote and pressed to somebody who has an account, with the rooms
 * that it was in. False where there is no such placeholder. Run again after it was ended, it goes on.
 * Throws `Unavailable`.
 */
export async function mergePlaceholder(
  kv: Kv,
  { id, person, into, now }: { id: string; person: string; into: UserId; now: number },
): Promise<boolean> {
  const key = keys.importPerson(id, person);
  const { value } = await kv.get<ImportedPerson>(key);
  if (!value?.placeholder) return false;
  const { user: from } = value;
  const rooms = (await listAll<ImportedRoom>(kv, keys.importRooms(id))).map(({ value }) => value);
  for (const { conversation } of rooms) {
    await giveEntries(kv, conversation, from, into);
    await giveHead(kv, conversation, from, into);
    await givePlace(kv, conversation, { from, into, now });
  }
  for (const { key: mark } of await listAll(kv, keys.importMembersOf(id, from))) {
    const conversation = String(mark[3]);
    const { value: head } = await kv.get<Head>(keys.head(conversation));
    const { value: member } = await kv.get(keys.member(conversation, into));
    await kv.commit([], [
      { type: "delete", key: mark },
      ...(member ? [] : [
        ...addMember(conversation, into, now),
        setFirstMark(into, conversation, head?.seq ?? 0),
      ]),
    ]);
  }
  const merged: ImportedPerson = { user: into, name: value.name };
  await kv.commit([], [
    { type: "set", key, value: merged },
    { type: "delete", key: keys.user(from) },
    { type: "delete", key: keys.userByTag(personTag(from), from) },
    rebuildIndexesLater(now), // what somebody wrote is found by who they are
  ]);
  return true;
}

/** Each entry under its version: what somebody changes meanwhile is read again. */
async function giveEntries(
  kv: Kv,
  conversation: ConversationId,
  from: UserId,
  into: UserId,
): Promise<void> {
  const ids = {
    person: (user: string) => user === from ? into : user,
    conversation: (one: string) => one,
    file: (one: SharedFile) => one,
  };
  for (let seq = 1;;) {
    const range = {
      start: keys.entry(conversation, seq),
      end: keys.entry(conversation, Number.MAX_SAFE_INTEGER),
    };
    const page = await kv.list<LogEntry>(range, { limit: PAGE });
    for (const { key, value } of page) {
      if (!JSON.stringify(value).includes(from)) continue;
      await commitChecked<void>(kv, async () => {
        const { value, versionstamp } = await kv.get<LogEntry>(key);
        if (!value || !JSON.stringify(value).includes(from)) {
          return { is: "done", result: undefined };
        }
        const own = await ownRow(kv, conversation, value.event.seq, from, into);
        return {
          ...{ is: "commit", result: undefined, checks: [{ key, versionstamp }] },
          mutations: [{ type: "set", key, value: entryHere(value, ids) }, ...own],
        };
      });
    }
    if (page.length < PAGE) return;
    seq = Number(page.at(-1)!.key[2]) + 1;
  }
}

async function giveHead(
  kv: Kv,
  conversation: ConversationId,
  from: UserId,
  into: UserId,
): Promise<void> {
  await commitChecked<void>(kv, async () => {
    const { key, value, versionstamp } = await kv.get<Head>(keys.head(conversation));
    if (value?.by !== from) return { is: "done", result: undefined };
    return {
      ...{ is: "commit", result: undefined, checks: [{ key, versionstamp }] },
      mutations: [{ type: "set", key, value: { ...value, by: into } }],
    };
  });
}

/** Their place in a direct conversation. */
async function givePlace(
  kv: Kv,
  conversation: ConversationId,
  { from, into, now }: { from: UserId; into: UserId; now: number },
): Promise<void> {
  await commitChecked<void>(kv, async () => {
    const { key, value, versionstamp } = await kv.get<Conversation>(
      keys.conversation(conversation),
    );
    if (!value?.people?.includes(from)) return { is: "done", result: undefined };
    const people = [...new Set(value.people.map((user) => user === from ? into : user))];
    const before = keys.groupsOf([...value.people].sort());
    const after = keys.groupsOf([...people].sort());
    const [was, is] = await kv.getMany<ConversationId[]>([before, after]);
    const head = (await kv.get<Head>(keys.head(conversation))).value?.seq ?? 0;
    return {
      ...{ is: "commit", result: undefined, checks: [{ key, versionstamp }] },
      mutations: [
        { type: "set", key, value: { ...value, people } satisfies Conversation },
        ...addMember(conversation, into, now),
        setFirstMark(into, conversation, head),
        ...[keys.member(conversation, from), keys.memberOf(from, conversation)]
          .map((key): Mutation => ({ type: "delete", key })),
        { type: "delete", key: keys.read(from, conversation) },
        ...(was?.value
          ? [
            { type: "delete", key: before } as const,
            { type: "set", key: after, value: [...is?.value ?? [], conversation] } as const,
          ]
          : []),
      ],
    };
  });
}

/** What the placeholder pressed, in the row of who it is. */
async function ownRow(
  kv: Kv,
  conversation: ConversationId,
  seq: number,
  from: UserId,
  into: UserId,
): Promise<Mutation[]> {
  const [key, there] = [keys.own(from, conversation, seq), keys.own(into, conversation, seq)];
  const { value } = await kv.get<object>(key);
  if (!value) return [];
  const before = (await kv.get<object>(there)).value;
  return [{ type: "delete", key }, { type: "set", key: there, value: { ...value, ...before } }];
}
