// What a conversation has of a placeholder: looked at, and given to who it is.
import { type Attempt, commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv, Mutation } from "../../kv/kv.ts";
import { mutationBytes } from "../../kv/size.ts";
import type { Head, LogEntry } from "../../log/log.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { OwnMark } from "../../protocol/own_marks.ts";
import { shownFiles } from "../../protocol/link_previews.ts";
import { entryGiven, type Merged, names, repliesGiven } from "./given.ts";
import { ownGiven } from "./marks.ts";
import { pressOf, refold } from "./refold.ts";
import { giveFiles, giveThreads } from "./rows.ts";

/** Entries that are read at once. */
const PAGE = 200;
/** Entries of one commit: each takes three checks, for whom it names may press something meanwhile. */
const GIVEN_AT_ONCE = 25;
const CHECKS_EACH = 3;
/** Bytes of the entries of one commit. */
const BYTES_AT_ONCE = 200 * 1024;

/** What one conversation has of somebody. */
export interface Named {
  /** The entries that name them. */
  seqs: number[];
  messages: number;
  mentions: number;
  /** Messages on which both pressed something. */
  both: Set<number>;
  /** Where messages were moved to from here. */
  movedTo: Set<ConversationId>;
}

/** Looks through a conversation. `breathe` is told of each page, by how many entries it has. */
export async function lookThrough(
  kv: Pick<Kv, "list">,
  conversation: ConversationId,
  { from, into }: Pick<Merged, "from" | "into">,
  breathe: (entries: number) => Promise<void>,
): Promise<Named> {
  const named: Named = {
    seqs: [],
    messages: 0,
    mentions: 0,
    both: new Set(),
    movedTo: new Set(),
  };
  const pressed = { [from]: new Set<number>(), [into.id]: new Set<number>() };
  for (let after = 0;;) {
    const range = {
      start: keys.entry(conversation, after + 1),
      end: keys.entry(conversation, Number.MAX_SAFE_INTEGER),
    };
    const page = await kv.list<LogEntry>(range, { limit: PAGE });
    for (const { value } of page) {
      const { event } = value;
      if (event.kind === "move") named.movedTo.add(event.to.conversation);
      const press = pressOf(value);
      if (press) pressed[press.by]?.add(press.target);
      if (!names(value, from)) continue;
      named.seqs.push(event.seq);
      if (event.kind !== "message" || event.deletedAt !== undefined) continue;
      if (event.by === from) named.messages++;
      if (event.mentions?.includes(from)) named.mentions++;
    }
    await breathe(page.length);
    if (page.length < PAGE) break;
    after = Number(page.at(-1)!.key[2]);
  }
  named.both = pressed[from]!.intersection(pressed[into.id]!);
  return named;
}

/** Gives what was found to who it is: again where it was ended. */
export async function giveEntries(
  kv: Kv,
  conversation: ConversationId,
  { seqs, both }: Pick<Named, "seqs" | "both">,
  merged: Merged,
): Promise<void> {
  for (const target of both) await refold(kv, conversation, target, merged);
  const most = Math.max(1, Math.min(GIVEN_AT_ONCE, Math.floor(kv.maxChecks / CHECKS_EACH)));
  for (let at = 0; at < seqs.length; at += most) {
    const wanted = seqs.slice(at, at + most);
    const rows = await kv.getMany<LogEntry>(wanted.map((seq) => keys.entry(conversation, seq)));
    const entries = rows.flatMap(({ value }) => value && names(value, merged.from) ? value : []);
    // What hangs on an entry first: it is found by the entry.
    await giveFiles(kv, filesOf(entries, merged), merged);
    await giveThreads(kv, conversation, entries, merged);
    for (const some of bySize(conversation, entries)) {
      await giveSome(kv, conversation, some, merged);
    }
  }
  await giveHead(kv, conversation, merged);
}

function filesOf(entries: readonly LogEntry[], { from }: Merged): string[] {
  return entries.flatMap(({ event }) =>
    event.kind === "message" && event.by === from ? shownFiles(event) : []
  );
}

function* bySize(conversation: ConversationId, entries: readonly LogEntry[]) {
  let [some, bytes]: [number[], number] = [[], 0];
  for (const value of entries) {
    const { seq } = value.event;
    const size = mutationBytes({ type: "set", key: keys.entry(conversation, seq), value }).bytes;
    if (some.length > 0 && bytes + size > BYTES_AT_ONCE) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(seq);
    bytes += size;
  }
  if (some.length > 0) yield some;
}

/** Each under its version: what somebody changes meanwhile is read again. */
async function giveSome(
  kv: Kv,
  conversation: ConversationId,
  seqs: readonly number[],
  merged: Merged,
): Promise<void> {
  await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
    const rows = (await kv.getMany<LogEntry>(seqs.map((seq) => keys.entry(conversation, seq))))
      .filter(({ value }) => value && names(value, merged.from));
    if (rows.length === 0) return { is: "done", result: undefined };
    const owners = [merged.from, merged.into.id];
    const marked = rows.flatMap(({ value }) => isMarked(value!) ? [value!.event.seq] : []);
    const marks = await kv.getMany<OwnMark>(
      marked.flatMap((seq) => owners.map((user) => keys.own(user, conversation, seq))),
    );
    const mutations: Mutation[] = [];
    for (const { key, value } of rows) {
      const given = entryGiven(value!, merged);
      const faces = await repliesGiven(kv, conversation, value!.event, merged);
      const event = { ...given.event, ...faces } as LogEntry["event"];
      mutations.push({ type: "set", key, value: { ...given, event } });
    }
    for (const [n, seq] of marked.entries()) {
      const [was, is] = [marks[2 * n]!, marks[2 * n + 1]!];
      if (was.value) {
        mutations.push(...await ownGiven(kv, { conversation, seq }, was.value, is.value, merged));
      }
    }
    return {
      is: "commit",
      result: undefined,
      mutations,
      checks: [...rows, ...marks].map(({ key, versionstamp }: Entry<unknown>) => (
        { key, versionstamp }
      )),
    };
  });
}

/** Whether somebody may have marked it: they do in the commit of its entry. */
function isMarked({ event }: LogEntry): boolean {
  return event.kind === "message" && (event.reactions !== undefined || event.poll !== undefined);
}

async function giveHead(kv: Kv, conversation: ConversationId, { from, into }: Merged) {
  await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
    const { key, value, versionstamp } = await kv.get<Head>(keys.head(conversation));
    if (value?.by !== from) return { is: "done", result: undefined };
    return {
      is: "commit",
      result: undefined,
      checks: [{ key, versionstamp }],
      mutations: [{ type: "set", key, value: { ...value, by: into.id } satisfies Head }],
    };
  });
}
