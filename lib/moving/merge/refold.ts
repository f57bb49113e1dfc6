// What a placeholder and who it is both pressed on one message becomes what one person pressed: as if
// each press of either had been theirs, one after the other.
import { type Attempt, commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Entry, Kv, Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { ConversationId, EventOf, MessageEvent, UserId } from "../../protocol/events.ts";
import type { OwnMark } from "../../protocol/own_marks.ts";
import { foldVote, type Poll } from "../../protocol/polls.ts";
import { foldReaction, type Reactions } from "../../protocol/reactions.ts";
import { ownMutation } from "../../store/messages/own_rows.ts";
import { addReactor, removeReactor } from "../../store/messages/reactor_rows.ts";
import { addVoter, removeVoter } from "../../store/messages/voter_rows.ts";
import { entryGiven, type Merged, repliesGiven } from "./given.ts";

/** Entries that are read, or written, at once. */
const PAGE = 200;

type Press = EventOf<"reaction" | "vote">;

/** Whose press an event is, if it is one; that of a secret vote stands nowhere. */
export function pressOf({ event }: LogEntry): Press | undefined {
  const isPress = event.kind === "reaction" || event.kind === "vote" && !event.secret;
  return isPress ? event : undefined;
}

/** Makes what both pressed on the message at `target` one person's. Run again, it changes nothing. */
export async function refold(
  kv: Kv,
  conversation: ConversationId,
  target: number,
  merged: Merged,
): Promise<void> {
  const { from, into } = merged;
  await commitChecked<void>(kv, async (): Promise<Attempt<void>> => {
    const rows = await kv.getMany<unknown>([
      keys.entry(conversation, target),
      keys.own(from, conversation, target),
      keys.own(into.id, conversation, target),
    ]) as [Entry<LogEntry>, Entry<OwnMark>, Entry<OwnMark>];
    const [{ value: entry }, , own] = rows;
    const message = entry?.event;
    if (message?.kind !== "message" || message.deletedAt !== undefined) {
      return { is: "done", result: undefined };
    }
    const folded = new Folded(message, merged);
    const others: Mutation[] = [];
    for await (const one of changesOf(kv, conversation, target)) {
      const now = folded.add(one);
      if (now === one) continue;
      const key = keys.entry(conversation, one.event.seq);
      others.push({ type: "set", key, value: now });
    }
    for (let at = 0; at < others.length; at += PAGE) {
      await kv.commit([], others.slice(at, at + PAGE));
    }
    const mark = folded.mark(own.value ?? {});
    const event: MessageEvent = {
      ...folded.message,
      ...await repliesGiven(kv, conversation, message, merged),
    };
    const place = { conversation, seq: target };
    return {
      is: "commit",
      result: undefined,
      checks: rows.map(({ key, versionstamp }) => ({ key, versionstamp })),
      mutations: [
        { type: "set", key: rows[0].key, value: { ...entry, event } },
        { type: "delete", key: rows[1].key },
        ownMutation(rows[2].key, mark),
        removeVoter(place, from),
        mark.votes ? addVoter(place, into.id) : removeVoter(place, into.id),
        ...folded.reactors(conversation),
      ],
    };
  });
}

/** What was done to a message, in the order of the log. */
async function* changesOf(
  kv: Kv,
  conversation: ConversationId,
  target: number,
): AsyncGenerator<LogEntry> {
  for (let after = target;;) {
    const range = {
      start: keys.entry(conversation, after + 1),
      end: keys.entry(conversation, Number.MAX_SAFE_INTEGER),
    };
    const page = await kv.list<LogEntry>(range, { limit: PAGE });
    for (const { value } of page) {
      if ("target" in value.event && value.event.target === target) yield value;
    }
    if (page.length < PAGE) return;
    after = Number(page.at(-1)!.key[2]);
  }
}

/** One message as its events make it. */
class Folded {
  #reactions: Reactions = {};
  #poll: Poll | undefined;
  #votes: readonly number[] = [];
  readonly #on = new Map<string, Set<UserId>>();
  readonly #used = new Set<string>();

  constructor(private readonly before: MessageEvent, private readonly merged: Merged) {
    const { poll } = before;
    this.#poll = poll && {
      ...poll,
      voters: 0,
      options: poll.options.map(({ text }) => ({ text, count: 0 })),
    };
  }

  /** Gives the entry as it shall stand: the same where it stays. */
  add(entry: LogEntry): LogEntry {
    const press = pressOf(entry);
    if (!press) {
      if (entry.event.kind === "vote") this.#vote(entry.event);
      return entry;
    }
    const { from, into } = this.merged;
    if (press.by !== from && press.by !== into.id) {
      this.#press(press);
      return entry;
    }
    const own: Press = press.kind === "vote"
      ? { ...press, by: into.id, was: [...this.#votes] }
      : { ...press, by: into.id };
    if (this.#isSo(own)) return { ...entry, event: nothingNew(own) };
    this.#press(own);
    if (own.kind === "vote") this.#votes = own.options;
    return JSON.stringify(own) === JSON.stringify(press) ? entry : { ...entry, event: own };
  }

  #isSo(press: Press): boolean {
    if (press.kind === "vote") return String(press.was) === String(press.options);
    return (this.#on.get(press.emoji)?.has(press.by) ?? false) === press.on;
  }

  #press(press: Press): void {
    if (press.kind === "vote") return this.#vote(press);
    const { emoji, by, on } = press;
    this.#reactions = foldReaction(this.#reactions, press);
    const users = this.#on.get(emoji) ?? new Set();
    if (on) users.add(by);
    else users.delete(by);
    this.#on.set(emoji, users);
    this.#used.add(emoji);
  }

  #vote(vote: EventOf<"vote">): void {
    this.#poll = this.#poll && foldVote(this.#poll, vote);
  }

  get message(): MessageEvent {
    const entry = { event: this.before } as LogEntry;
    const { reactions: _, ...given } = entryGiven(entry, this.merged).event as MessageEvent;
    const isAny = Object.keys(this.#reactions).length > 0;
    const closedAt = this.before.poll?.closedAt;
    return {
      ...given,
      ...(isAny && { reactions: this.#reactions }),
      ...(this.#poll && {
        poll: { ...this.#poll, ...(closedAt !== undefined && { closedAt }) },
      }),
    };
  }

  /** Who it is keeps what else they have of the message. */
  mark({ reactions: _, votes: _votes, ...others }: OwnMark): OwnMark {
    const { into } = this.merged;
    const reactions = [...this.#on].flatMap(([emoji, by]) => by.has(into.id) ? [emoji] : []);
    return {
      ...others,
      ...(reactions.length > 0 && { reactions }),
      ...(this.#votes.length > 0 && { votes: [...this.#votes] }),
    };
  }

  /** The rows of those whom the message does not name. */
  reactors(conversation: ConversationId): Mutation[] {
    const { from, into } = this.merged;
    const target = this.before.seq;
    const rows: Mutation[] = [];
    for (const emoji of this.#used) {
      const place = { conversation, target, emoji };
      const [users, named] = [this.#on.get(emoji)!, this.#reactions[emoji]?.by ?? []];
      const before = this.before.reactions?.[emoji]?.by ?? [];
      rows.push(removeReactor(place, from));
      for (const user of users) {
        const isNamed = named.includes(user);
        if (user !== into.id && isNamed === before.includes(user)) continue;
        rows.push(isNamed ? removeReactor(place, user) : addReactor(place, user));
      }
      if (!users.has(into.id)) rows.push(removeReactor(place, into.id));
    }
    return rows;
  }
}

/**
 * A log has no gaps: where a press was one already, an event stands that says what the message says anyway.
 */
function nothingNew({ seq, at, by, target }: Press): EventOf<"preview"> {
  return { kind: "preview", seq, at, by, target };
}
