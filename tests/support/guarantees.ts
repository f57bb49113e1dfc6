import type { ChatModel } from "../../lib/client/model.ts";
import type { MessageEvent, Person } from "../../lib/protocol/events.ts";
import type { LogEntry } from "../../lib/log/log.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import { isGroup } from "../../lib/store/conversations/groups.ts";
import { standsInTimeline } from "../../lib/protocol/threads.ts";
import { wrongReactions, wrongView } from "./reaction_invariants.ts";
import { EDITED } from "./change_guarantees.ts";
import { movedOn, movedPlaces, placeOf } from "./move_invariants.ts";
import { isSame, type Witness } from "./witness.ts";

/** Somebody with one device, and everything that they wrote. */
export interface TalkingClient {
  /** Whether their page is open. */
  here: boolean;
  actor: { user: Pick<Person, "id" | "name"> };
  model: ChatModel;
  written: Array<{ conversation: string; text: string }>;
}

/** What a run left behind. */
export interface Aftermath {
  store: Kv;
  witness: Witness;
  clients: readonly TalkingClient[];
  conversations: readonly string[];
}

/** A page of history holds more; what is drawn first is at least so much. */
const SEEN_AT_LEAST = 10;

/** The words of messages that are gone, by who wrote them: each person's stand in their order. */
export function goneTexts(
  { witness, clients }: Pick<Aftermath, "witness" | "clients">,
  logs: ReadonlyMap<string, readonly LogEntry[]>,
): string[] {
  const moved = movedPlaces(logs);
  return clients.flatMap(({ actor: { user: { id } }, written }) =>
    [...logs].flatMap(([conversation, entries]) => {
      const own = writtenHere(conversation, entries, id, moved);
      const mine = standing(written, conversation, own, witness, id);
      return own.flatMap((event, n) =>
        movedOn(logs, event).deletedAt && mine[n] ? [mine[n].text] : []
      );
    })
  );
}

/**
 * What somebody sent to a conversation and was not refused there for good: what was asked again after they
 * had left may stand all the same.
 */
function standing(
  written: TalkingClient["written"],
  conversation: string,
  own: readonly MessageEvent[],
  witness: Witness,
  user: string,
): TalkingClient["written"] {
  return written.filter((message) =>
    message.conversation === conversation &&
    (!witness.refused.has(`${user} ${message.text}`) ||
      own.some(({ text }) => text === message.text))
  );
}

/** What somebody wrote into a conversation themselves. */
function writtenHere(
  conversation: string,
  entries: readonly LogEntry[],
  user: string,
  moved: ReadonlySet<string>,
): MessageEvent[] {
  return entries.flatMap(({ event }) =>
    event.kind === "message" && event.by === user && !moved.has(placeOf(conversation, event.seq))
      ? [event]
      : []
  );
}

/** The whole logs of conversations. */
export async function logsOf(
  store: Kv,
  conversations: Iterable<string>,
): Promise<Map<string, LogEntry[]>> {
  const logs = new Map<string, LogEntry[]>();
  for (const conversation of new Set(conversations)) {
    const prefix = keys.entries(conversation);
    const entries = await store.list<LogEntry>({ prefix }, { limit: 100_000 });
    logs.set(conversation, entries.map(({ value }) => value));
  }
  return logs;
}

/** Everything that must be true once all is calm again (D1–D4, P1), and that all came to rest. */
export async function checkAll(aftermath: Aftermath): Promise<string[]> {
  const shown = [...aftermath.witness.shown.keys()].map((place) => place.split(" ")[0] ?? "");
  const logs = await logsOf(aftermath.store, [...aftermath.conversations, ...shown]);
  return [
    ...aftermath.witness.violations,
    ...[...logs].flatMap(([id, entries]) => checkOrder(id, entries)),
    ...[...logs.values()].flatMap(wrongReactions),
    ...checkPromises(aftermath, logs),
    ...checkShown(aftermath, logs),
    ...aftermath.clients.flatMap((client) => checkClient(aftermath, client, logs)),
    ...checkPresence(aftermath),
    ...(await Promise.all(aftermath.clients.map((one) => checkMemberships(aftermath, one, logs))))
      .flat(),
  ];
}

/** Everybody sees the conversations that they are in, and no other; nor what is said there last. */
async function checkMemberships(
  { store, witness }: Aftermath,
  { actor, model, here }: TalkingClient,
  logs: Map<string, LogEntry[]>,
): Promise<string[]> {
  const { id, name } = actor.user;
  const rows = await store.list({ prefix: keys.membershipsOf(id) }, { limit: 1000 });
  const is = rows.map(({ key }) => String(key.at(-1))).sort();
  const overheard = [...logs].filter(([conversation, entries]) =>
    !is.includes(conversation) && entries.at(-1)?.event.kind === "message" &&
    witness.reached(id, conversation) === entries.length
  );
  const wrong = overheard.map(([conversation]) => `${name} hears ${conversation} without being in`);
  const sees = model.conversations.value.map((summary) => summary.id).sort();
  if (here && is.join() !== sees.join()) wrong.push(`${name} sees ${sees}, and is in ${is}`);
  return wrong;
}

/** D2: 1, 2, 3 … without gap or reuse; D3: nobody's request twice. */
function checkOrder(conversation: string, entries: LogEntry[]): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  let messages = 0;
  entries.forEach(({ event, id, messages: counted }, index) => {
    if (event.seq !== index + 1) wrong.push(`D2: ${conversation} has ${event.seq} at ${index + 1}`);
    const request = `${event.by} ${id}`;
    if (seen.has(request)) wrong.push(`D3: ${request} stands twice in ${conversation}`);
    seen.add(request);
    if (event.kind === "message" && standsInTimeline(event)) messages++;
    if (counted !== messages) wrong.push(`the count of messages is wrong at ${event.seq}`);
  });
  return wrong;
}

/** D1: what was acknowledged stands where it was said to stand. */
function checkPromises({ witness }: Aftermath, logs: Map<string, LogEntry[]>): string[] {
  return witness.promised.filter(({ conversation, by, id, seq }) => {
    const entry = logs.get(conversation)?.[seq - 1];
    return !entry || entry.id !== id || entry.event.by !== by;
  }).map(({ conversation, id, seq }) => `D1: ${id} is not at ${seq} of ${conversation}`);
}

/** D4: nobody was ever shown what the log does not say. */
function checkShown({ witness }: Aftermath, logs: Map<string, LogEntry[]>): string[] {
  return [...witness.shown].filter(([place, event]) => {
    const [conversation = "", seq] = place.split(" ");
    const entry = logs.get(conversation)?.[Number(seq) - 1];
    return !entry || !isSame(entry.event, event);
  }).map(([place]) => `D4: ${place} was shown, and the log says something else`);
}

/**
 * The client's writing is in the log in order; while its page is open, all of it, and the client is
 * connected, its outbox empty, its view the log.
 */
function checkClient(
  { conversations, witness }: Aftermath,
  { actor, model, written, here }: TalkingClient,
  logs: Map<string, LogEntry[]>,
): string[] {
  const { id, name } = actor.user;
  const wrong: string[] = [];
  if (here && model.connection.value.state !== "online") {
    wrong.push(`${name} is ${model.connection.value.state} although all is calm`);
  }
  if (model.gaps.value > 0) wrong.push(`D4: ${name} had to mend ${model.gaps.value} gaps`);
  const moved = movedPlaces(logs);
  for (const conversation of conversations) {
    const entries = logs.get(conversation) ?? [];
    const messages = entries.flatMap(({ event }) => event.kind === "message" ? [event] : []);
    const own = writtenHere(conversation, entries, id, moved);
    const mine = standing(written, conversation, own, witness, id);
    wrong.push(...compare(
      `what ${name} wrote to ${conversation}`,
      own.map((event, n) => {
        const { text, deletedAt } = movedOn(logs, event);
        return deletedAt ? mine[n]?.text ?? text : text.replace(EDITED, "");
      }),
      mine.map(({ text }) => text).slice(0, here ? mine.length : own.length),
    ));
    if (!here) continue;
    if (!model.conversations.value.some((summary) => summary.id === conversation)) continue;
    const items = model.timeline(conversation).items.value;
    const seen = items.flatMap((item) => item.is === "message" ? [item.event] : []);
    wrong.push(...wrongView(name, seen, entries));
    const held = items.flatMap((item) => item.is === "message" ? [item.event.text] : []);
    const waits = items.some((item) =>
      item.is === "outgoing" && !witness.refused.has(`${id} ${item.entry.text}`)
    );
    if (waits) {
      wrong.push(`${name} still waits to send to ${conversation}`);
    }
    const first = isGroup(conversation) ? firstShown(entries, id) : 1;
    const all = messages.filter((event) => standsInTimeline(event) && event.seq >= first)
      .map(({ text }) => text);
    wrong.push(...compare(`D4: ${name}'s view of ${conversation}`, held, all.slice(-held.length)));
    if (held.length < Math.min(all.length, SEEN_AT_LEAST)) {
      wrong.push(`${name} sees ${held.length} of ${all.length} messages of ${conversation}`);
    }
  }
  return wrong;
}

/** The first seq of a group that somebody is shown (M13). */
export function firstShown(entries: readonly LogEntry[], user: string): number {
  const came = entries.findLast(({ event }) => event.kind === "join" && event.by === user)?.event;
  return came?.kind === "join" && !came.all ? came.seq : 1;
}

/** P1: who is here is online to everyone who is, and who is not is offline. */
function checkPresence({ clients }: Aftermath): string[] {
  const wrong: string[] = [];
  for (const { actor, model } of clients.filter(({ here }) => here)) {
    for (const other of clients) {
      const state = model.stateOf(other.actor.user.id);
      if (state === (other.here ? "online" : "offline")) continue;
      wrong.push(`P1: ${other.actor.user.name} is ${state} to ${actor.user.name}`);
    }
  }
  return wrong;
}

function compare(what: string, is: string[], expected: string[]): string[] {
  const at = Math.max(is.length, expected.length);
  for (let n = 0; n < at; n++) {
    if (is[n] !== expected[n]) {
      return [`${what}: ${is.length} of ${expected.length}, ${n}: ${is[n]}, not ${expected[n]}`];
    }
  }
  return [];
}
