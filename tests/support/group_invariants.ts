// What groups must be once all is calm (M13).
import { isDeepStrictEqual } from "node:util";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import type { Conversation } from "../../lib/store/conversations/conversation.ts";
import { isGroup } from "../../lib/store/conversations/groups.ts";
import type { allRows } from "./gone_words.ts";
import { firstShown, type TalkingClient } from "./guarantees.ts";

/** Two people have their direct conversation: groups of fewer are found by nobody. */
const LEAST_FOUND = 3;

/** The groups of a store. */
export async function groupsOf(store: Kv): Promise<string[]> {
  const rows = await store.list({ prefix: ["conversation"] }, { limit: 100_000 });
  return rows.map(({ key }) => String(key.at(-1))).filter(isGroup);
}

/**
 * What is wrong with the groups of a store: the same people are one group, which is found by them; who is
 * in it is what came of its log, and so is what they are shown of it.
 */
export function wrongGroups(
  logs: ReadonlyMap<string, readonly LogEntry[]>,
  rows: Awaited<ReturnType<typeof allRows>>,
): string[] {
  const found = new Map(rows.map(({ key, value }) => [key.join(" "), value]));
  const sets = new Map<string, string>();
  const wrong: string[] = [];
  for (const { key: [table, name], value } of rows) {
    const id = String(name);
    if (table !== "conversation" || !isGroup(id)) continue;
    const group = value as Conversation;
    const people = group.people ?? [];
    const members = rows.filter(({ key }) => key[0] === "member" && key[1] === id)
      .map(({ key }) => String(key[2]));
    if (!isDeepStrictEqual(people.toSorted(), members.toSorted())) {
      wrong.push(`M13: ${id} is of ${people}, and its members are ${members}`);
    }
    const entries = logs.get(id) ?? [];
    wrong.push(...wrongPeople(group, people, entries));
    if (people.length < LEAST_FOUND) continue;
    const set = people.toSorted().join();
    const index = found.get(keys.groupsOf(people.toSorted()).join(" ")) as string[] | undefined;
    if (!index?.includes(id)) wrong.push(`M13: ${id} is not found by its people`);
    // Where people left two groups, both may come to the same; otherwise there is one.
    const other = sets.get(set);
    const anyLeft = [id, other].some((one) => one !== undefined && hasLeft(logs.get(one) ?? []));
    if (other !== undefined && !anyLeft) {
      wrong.push(`M13: ${id} and ${other} are of the same people`);
    }
    sets.set(set, id);
  }
  return wrong;
}

function hasLeft(entries: readonly LogEntry[]): boolean {
  return entries.some(({ event }) => event.kind === "leave");
}

/** Who came last is in it, who left last is not; and from where they are shown it says their coming. */
function wrongPeople(
  { id, title, from = {} }: Conversation,
  people: readonly string[],
  entries: readonly LogEntry[],
): string[] {
  const wrong: string[] = [];
  const last = new Map<string, boolean>();
  const begins = new Map<string, number>();
  let named: string | undefined;
  for (const { event } of entries) {
    if (event.kind === "rename") named = event.title;
    if (event.kind !== "join" && event.kind !== "leave") continue;
    last.set(event.by, event.kind === "join");
    if (event.kind === "join" && !event.all) begins.set(event.by, event.seq);
    else begins.delete(event.by);
  }
  for (const [user, isIn] of last) {
    if (people.includes(user) !== isIn) wrong.push(`M13: ${id}: ${user} is in: ${!isIn}`);
  }
  if (!isDeepStrictEqual({ ...from }, Object.fromEntries(begins))) {
    wrong.push(`M13: ${id} is shown from ${JSON.stringify(from)}, and its log says otherwise`);
  }
  if (title !== named) wrong.push(`M13: ${id} is called ${title}, its log says ${named}`);
  return wrong;
}

/** Who is here and in a group sees nothing from before they came. */
export function wrongSights(
  id: string,
  logs: ReadonlyMap<string, readonly LogEntry[]>,
  clients: readonly TalkingClient[],
): string[] {
  return clients.flatMap((client) => wrongSight(id, logs.get(id) ?? [], client));
}

function wrongSight(
  id: string,
  entries: readonly LogEntry[],
  { actor: { user }, model, here }: TalkingClient,
): string[] {
  if (!here || !model.conversations.value.some((one) => one.id === id)) return [];
  const first = firstShown(entries, user.id);
  const seen = model.timeline(id).items.value.flatMap((item) =>
    item.is === "message" ? [item.event.seq] : []
  );
  const early = seen.filter((seq) => seq < first);
  return early.length > 0 ? [`M13: ${user.name} sees ${early} of ${id}, from before ${first}`] : [];
}
