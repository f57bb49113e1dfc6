import { peopleIn, type RoomNumbers, roomNumbers } from "../../protocol/room_preview.ts";
import { numbersInWords } from "../../ui/room/room_numbers.ts";
import { effect, signal } from "@preact/signals";
import type { LiveChat } from "../../client/chat_model.ts";
import type { TimelineItem } from "../../client/model.ts";
import { type ConversationSummary, peopleBeside } from "../../protocol/events.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import { systemClock } from "../../runtime/clock.ts";
import { nameMatcher } from "../../text/mentions.ts";
import { nameList } from "../../ui/name_list.ts";
import { conversationMention, conversationName } from "../../ui/room/page_title.ts";
import { callsIn } from "../../ui/room/calls.ts";
import { endOf, type TerminalChat } from "../chat.ts";
import type { Lines, Write } from "../io.ts";
import { runLine } from "../run_line.ts";
import { safeLine } from "../safe_text.ts";
import type { Face } from "../sending.ts";
import type { LineContext, Where } from "./lines.ts";
import { ConnectionLines } from "./notices.ts";
import { Transcript } from "./transcript.ts";

/** Arrivals are told in rooms of up to so many people (P4). */
const SMALL_ROOM = 50;
/** A room is shown after so long even if it is not known who is in it, in milliseconds. */
const LIST_WITHIN_MS = 3_000;
/** What was written last is waited for so long when the user leaves, in milliseconds. */
const LEAVE_WITHIN_MS = 5_000;

/** The chat line by line: what is said is written, what is typed is done. */
export class PlainChat implements Face {
  readonly #transcripts = new Map<string, Transcript>();
  readonly #disposers: (() => void)[] = [];
  readonly #ended = Promise.withResolvers<void>();
  readonly #connection = new ConnectionLines();
  /** How often the user was called in rooms that are not open. */
  readonly #called = new Map<string, number>();
  readonly #waited = signal(false);
  #writing: Promise<void> = Promise.resolve();
  /** By direct conversation: what came up to this seq is not told. */
  readonly #toldFrom = new Map<string, number>();

  constructor(
    readonly chat: TerminalChat,
    readonly write: Write,
    readonly emojiName: (emoji: string) => string,
  ) {}

  /** Runs until the user leaves, or the server ends it: then it rejects with a `Failure`. */
  async run(lines: Lines): Promise<void> {
    this.#watch();
    const typed = this.#read(lines);
    try {
      await Promise.race([this.#ended.promise, typed]);
    } finally {
      for (const dispose of this.#disposers) dispose();
      await this.#writing;
    }
  }

  say(line: string): void {
    for (const one of line.split("\n")) this.#put(one);
  }

  help(lines: readonly string[]): void {
    for (const line of lines) this.#put(line);
    this.#put(this.chat.speech.own.t("help.plain"));
  }

  leave(): void {
    void this.chat.settled(LEAVE_WITHIN_MS).then(() => this.#ended.resolve());
  }

  async #read(lines: Lines): Promise<void> {
    for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
      await runLine(this.chat, line, this, true);
    }
    await this.chat.settled(LEAVE_WITHIN_MS);
  }

  #watch(): void {
    const { chat } = this;
    const { model, speech } = chat;
    this.#on(() => this.#connectionChanged());
    this.#on(() => {
      const notice = model.notice.value;
      if (notice) this.#put(speech.own.t("line.notice", { text: safeLine(notice.text) }));
    });
    this.#on(() => {
      const mute = model.mute.value;
      if (mute) this.#put(speech.own.t("line.muted", { text: safeLine(mute.message) }));
    });
    const waiting = systemClock.after(LIST_WITHIN_MS, () => this.#waited.value = true);
    this.#disposers.push(() => waiting.cancel());
    const invited = new Set<string>();
    this.#on(() => {
      for (const { room, by } of model.invitations.value) {
        if (invited.has(room.id)) continue;
        invited.add(room.id);
        const said = { name: safeLine(by.name), room: room.name };
        this.#put(speech.own.t("line.invited", said));
      }
    });
    const asked = new Set<string>();
    this.#on(() => {
      for (const { conversation, by, people } of model.requests.value) {
        if (asked.has(conversation) || people) continue;
        asked.add(conversation);
        this.#put(speech.own.t("line.request", { name: safeLine(by.name) }));
      }
    });
    for (const one of model.conversations.value) this.#called.set(one.id, callsIn(one));
    this.#on(() => this.#placeChanged());
    this.#on(() => {
      for (const one of model.conversations.value) {
        if (one.id === chat.here.value) continue;
        if (one.kind === "direct") this.#listenTo(one);
        else this.#tellCalls(one);
      }
    });
  }

  #connectionChanged(): void {
    const { model, speech } = this.chat;
    const now = model.connection.value;
    for (const line of this.#connection.lines(now, speech, model.now())) this.#put(line);
    if (now.state === "ended") this.#ended.reject(endOf(now.reason, now.message, speech));
  }

  /** Another place, or thread, is open: says which, and what was said there. */
  #placeChanged(): void {
    const { chat } = this;
    const thread = chat.thread.value;
    const id = chat.here.value;
    const timeline = thread?.replies ?? chat.model.timeline(id);
    const root = thread?.rootItem.value;
    const key = thread ? `${id} ${thread.root}` : id;
    const items = [...root ? [root] : [], ...timeline.items.value];
    const { counts } = chat.model.members;
    if (!timeline.loaded.value) return;
    const people = counts ? peopleIn(counts) : 0;
    const summary = chat.find(id);
    const isNew = !this.#transcripts.has(key);
    if (isNew && summary) {
      // Its line says how many are here: once the list of them is there, or soon in any case.
      const isKnown = areListed(chat.model) || this.#waited.value;
      if (summary.kind === "room" && !isKnown) return;
      this.#put(placeLine(chat, summary));
    }
    const transcript = this.#transcript(key, id);
    const lines = transcript.lines(items, this.#context(), {
      read: isNew && !thread ? summary?.read : undefined,
      quiet: people > SMALL_ROOM,
      now: chat.model.now(),
    });
    for (const line of lines) this.#put(line);
    const newest = timeline.newest.value;
    if (newest === 0 || timeline.hasNewer.value) return;
    if (thread) chat.model.threads.markRead(id, thread.root, newest);
    else chat.model.markRead(id, newest);
  }

  /** A direct conversation that is not open: what comes is told all the same, and is read then. */
  #listenTo(one: ConversationSummary): void {
    const from = this.#toldFrom.get(one.id) ?? (one.unread > 0 ? one.read : one.head);
    this.#toldFrom.set(one.id, from);
    if (one.head <= from) return;
    const { model } = this.chat;
    const timeline = model.timeline(one.id);
    const items = timeline.items.value;
    if (!timeline.loaded.value) return;
    const context = this.#context();
    const transcript = this.#transcript(one.id, one.id, (made) => {
      const isEarlier = (item: TimelineItem) => item.is !== "message" || item.event.seq <= from;
      made.skip(items.filter(isEarlier), context);
    });
    const lines = transcript.lines(items, context, { quiet: true, now: model.now() });
    for (const line of lines) this.#put(line);
    model.markRead(one.id, timeline.newest.value);
  }

  #tellCalls(one: ConversationSummary): void {
    const before = this.#called.get(one.id) ?? 0;
    const now = callsIn(one);
    this.#called.set(one.id, now);
    if (now <= before) return;
    const { words, own } = this.chat.speech;
    const place = safeLine(conversationMention(words, one));
    this.#put(own.t("line.mentioned-elsewhere", { place, room: one.name ?? one.id }));
  }

  #transcript(key: string, id: string, begin = (_: Transcript) => {}): Transcript {
    const known = this.#transcripts.get(key);
    if (known) return known;
    const made = new Transcript(id, () => this.#whereOf(id));
    this.#transcripts.set(key, made);
    begin(made);
    return made;
  }

  #whereOf(id: string): Where {
    const { chat } = this;
    const one = chat.find(id);
    if (id === chat.here.peek() || !one) return { is: "here" };
    const name = safeLine(conversationName(chat.speech.words, one));
    return one.with ? { is: "direct", other: name } : { is: "elsewhere", place: name };
  }

  #context(): LineContext {
    const { model, server, speech } = this.chat;
    const me = model.me.value;
    return {
      speech,
      me: me?.id ?? "",
      blocked: model.personal.settings.value.blocked,
      text: {
        isName: nameMatcher(model.names.value),
        isMe: nameMatcher(me ? [me.name] : []),
        isRoom: (name) => model.conversations.value.some((one) => one.name === name),
      },
      fileUrl: (id) => `${server.origin}/files/${id}`,
      emojiName: this.emojiName,
    };
  }

  #on(run: () => void): void {
    this.#disposers.push(effect(run));
  }

  /** Lines are written in their order; where nobody reads them any more, the chat is over. */
  #put(line: string): void {
    this.#writing = this.#writing.then(() => this.write(`${line}\n`)).catch((error) =>
      this.#ended.reject(error)
    );
  }
}

/** “# general: Everything that concerns all of us. 5 here, 7 members.” */
function placeLine({ model, speech }: TerminalChat, one: ConversationSummary): string {
  const { own, words, locale } = speech;
  if (one.kind === "direct") {
    const names = peopleBeside(one).map(({ name }) => safeLine(name));
    return own.t("place.direct", { people: nameList(locale, names) });
  }
  const members = numbersInWords(words, numbersOf(model));
  const room = safeLine(roomTitle(one));
  const topic = safeLine(one.topic ?? "").replace(/\.$/, "");
  return topic === ""
    ? own.t("place.room-plain", { room, members })
    : own.t("place.room", { room, topic, members });
}

/** Whether the list of the members came: their number may be told before. */
function areListed({ members }: LiveChat): boolean {
  const { counts, hasMore } = members;
  if (!counts) return false;
  return hasMore || members.list.value.length === peopleIn(counts);
}

/** How many are in the room, and here: the reader too, whom the server tells of a moment later. */
function numbersOf({ members, me }: LiveChat): RoomNumbers {
  if (members.hasMore && members.counts) return roomNumbers(members.counts);
  const others = members.list.value.filter(({ id }) => id !== me.value?.id);
  const here = others.filter(({ state }) => state === "online").length + 1;
  const guests = others.filter(({ role }) => role === "guest").length +
    (me.value?.role === "guest" ? 1 : 0);
  return { members: others.length + 1 - guests, guests, here };
}
