import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import type { ThreadReader } from "../../lib/store/messages/threads.ts";
import { allRows } from "../support/gone_words.ts";
import { unreadOf } from "../support/read_invariants.ts";
import { threadsOf } from "../support/thread_invariants.ts";
import type { VirtualClock } from "../support/virtual_clock.ts";
import type { Witness } from "../support/witness.ts";
import type { SimulatedPerson } from "./simulated_person.ts";

/** Threads of one page: more than any run has. */
const ALL_THREADS = 50;

/** What it is looked at with: the store, and an instance that is asked. */
export interface StandingParts {
  store: Kv;
  chat: Chat;
  witness: Witness;
  people: readonly SimulatedPerson[];
  /** Those in which people are all the time. */
  conversations: readonly string[];
  /** How far everyone had read when it began, by conversation. */
  began: ReadonlyMap<string, number>;
}

/** How long marks that move take until they are written: a second, and what the store takes. */
const WRITTEN_MS = 5_000;

/** What is wrong with how things stand for everyone; then one reads all, and that is kept. */
export async function standingsOf(
  { clock, ...parts }: StandingParts & { clock: VirtualClock },
): Promise<string[]> {
  const wrong = await clock.runUntil(checkStandings(parts));
  const { people, conversations, chat } = parts;
  const reader = people.find(({ here }) => here);
  if (!reader) return wrong;
  for (const id of conversations) if (reader.isIn(id)) reader.read(id);
  await clock.advance(WRITTEN_MS);
  for (const conversation of conversations) {
    const asked = chat.summary(reader.actor, { conversation });
    const { unread } = await clock.runUntil(asked).catch(() => ({ unread: 0 })); // not in it
    if (unread === 0) continue;
    wrong.push(`M6: ${reader.actor.user.name} read all of ${conversation}, and ${unread} are left`);
  }
  return wrong;
}

/**
 * How conversations and threads stand for everyone: an instance that is asked says what the log and
 * the marks of the store come to (M6, M7), a mark is of what was read, and an open page shows it.
 */
async function checkStandings(parts: StandingParts): Promise<string[]> {
  const { store, people, conversations } = parts;
  const rows = await allRows(store);
  const logs = new Map<string, LogEntry[]>();
  for (const conversation of conversations) {
    const prefix = keys.entries(conversation);
    const entries = await store.list<LogEntry>({ prefix }, { limit: 100_000 });
    logs.set(conversation, entries.map(({ value }) => value));
  }
  const wrong: string[] = [];
  for (const person of people) {
    for (const [conversation, entries] of logs) {
      const isIn = rows.some(({ key: [table, user, place] }) =>
        table === "member_of" && user === person.actor.user.id && place === conversation
      );
      if (isIn) wrong.push(...await checkConversation(parts, person, conversation, entries, rows));
    }
    wrong.push(...await checkThreads(parts, person, logs, rows));
  }
  return wrong;
}

async function checkConversation(
  { chat, witness, began }: StandingParts,
  { actor, model, here, pages }: SimulatedPerson,
  conversation: string,
  entries: readonly LogEntry[],
  rows: Awaited<ReturnType<typeof allRows>>,
): Promise<string[]> {
  const { id, name } = actor.user;
  const at = `${name} in ${conversation}`;
  const expected = unreadOf(id, conversation, entries, rows);
  const wrong: string[] = [];
  const own =
    entries.findLast(({ event }) =>
      event.by === id && !(event.kind === "message" && event.movedHere)
    )?.event.seq ?? 0;
  const said = Math.max(own, witness.readUpTo(id, conversation), began.get(conversation) ?? 0);
  if (expected.read > said) {
    wrong.push(`M6: ${at} read up to ${said}, and the mark is at ${expected.read}`);
  }
  const reading = witness.readUpTo(id, conversation);
  if (here && pages === 1 && expected.read < reading) {
    wrong.push(`M6: ${at} read up to ${reading}, and the mark is at ${expected.read}`);
  }
  const { read, unread, mentions } = await chat.summary(actor, { conversation });
  if (same({ read, unread, mentions }) !== same(expected)) {
    wrong.push(`M6: ${at} is told ${same({ read, unread, mentions })}, not ${same(expected)}`);
  }
  // A page whose connection was never lost counts as the server does.
  const shown = here && witness.opened(id) === 1 &&
    model.conversations.value.find((one) => one.id === conversation);
  if (shown && shown.read === expected.read && same(shown) !== same(expected)) {
    wrong.push(`M6: ${at} is shown ${same(shown)}, not ${same(expected)}`);
  }
  return wrong;
}

async function checkThreads(
  { chat }: StandingParts,
  { actor, model, here }: SimulatedPerson,
  logs: ReadonlyMap<string, LogEntry[]>,
  rows: Awaited<ReturnType<typeof allRows>>,
): Promise<string[]> {
  const readers = new Map(rows.map(({ key, value }) => [key.join(" "), value]));
  const expected = [...logs].flatMap(([conversation, entries]) =>
    threadsOf(conversation, entries).flatMap(({ root, replies }) => {
      const key = keys.threadReader(conversation, root.seq, actor.user.id).join(" ");
      const reader = readers.get(key) as ThreadReader | undefined;
      const unread = reader?.follows ? replies.length - reader.count : 0;
      return unread > 0 ? [`${conversation} ${root.seq}: ${unread}`] : [];
    })
  );
  const told = await toldThreads(chat, actor);
  const wrong: string[] = [];
  const what = `M6: the unread threads of ${actor.user.name}`;
  if (lines(told) !== lines(expected)) wrong.push(`${what} are ${told}, not ${expected}`);
  const shown = [...model.threads.unread.value.values()].map(({ conversation, root, unread }) =>
    `${conversation} ${root}: ${unread}`
  );
  if (here && lines(shown) !== lines(expected)) {
    wrong.push(`${what} are shown as ${shown}, not ${expected}`);
  }
  return wrong;
}

async function toldThreads(chat: Chat, actor: Actor): Promise<string[]> {
  const { threads } = await chat.threads(actor, { limit: ALL_THREADS });
  return threads.map(({ conversation, root, unread }) => `${conversation} ${root.seq}: ${unread}`);
}

function lines(some: readonly string[]): string {
  return some.toSorted().join("\n");
}

function same({ read, unread, mentions }: { read: number; unread: number; mentions: number }) {
  return `${unread} unread and ${mentions} mentions after ${read}`;
}
