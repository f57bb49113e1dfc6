// The picture of the screen out of the model and what the reader does: read by every redraw.
import { peopleIn, roomNumbers } from "../../protocol/room_preview.ts";
import { numbersInWords } from "../../ui/room/room_numbers.ts";
import type { Timeline, TimelineItem } from "../../client/model.ts";
import { nameMatcher } from "../../text/mentions.ts";
import { GENERAL } from "../../protocol/events.ts";
import { gatherPassages, type PassageKeys } from "../../ui/room/passages.ts";
import { conversationName, conversationTitle } from "../../ui/room/page_title.ts";
import { typingText } from "../../ui/room/typing_text.ts";
import { newMessages, timelineRows } from "../../ui/room/timeline_rows.ts";
import type { TerminalChat } from "../chat.ts";
import { safeLine } from "../safe_text.ts";
import { type Run, run } from "../text/styled.ts";
import type { Turner } from "./bidi.ts";
import { layoutOf, type Picture } from "./draw.ts";
import { helpRows, jumpRows } from "./overlays.ts";
import type { Pictures } from "./pictures.ts";
import type { ScreenState } from "./screen_state.ts";
import { sidebarRows } from "./sidebar_rows.ts";
import type { Offer } from "./suggestions.ts";
import type { DrawContext } from "./timeline_lines.ts";
import { type Row, RowCache } from "./timeline_rows.ts";

/** Arrivals are told in rooms of up to so many people (P4). */
const SMALL_ROOM = 50;
/** Columns of the list's words. */
const SIDE_WORDS = 22;

const DIM = { ink: "dim" } as const;

/** Composes pictures of one chat. */
export class Composed {
  readonly #cache = new RowCache();
  readonly #keys: PassageKeys = new Map();
  #context: { of: unknown[]; made: DrawContext } | undefined;

  constructor(
    readonly chat: TerminalChat,
    readonly state: ScreenState,
    readonly pictures: Pick<Pictures, "failed">,
    readonly turner: Turner,
  ) {}

  /** The rows of the open place, as they are now. */
  rows(columns: number): Row[] {
    const { chat, state } = this;
    const thread = chat.thread.value;
    const id = chat.here.value;
    const items = placeItems(chat, placeTimeline(chat).items.value);
    const { counts } = chat.model.members;
    const people = counts ? peopleIn(counts) : 0;
    const shown = gatherPassages(items, {
      conversation: id,
      shown: people <= SMALL_ROOM,
      keys: this.#keys,
    });
    const { times } = chat.speech;
    const unread = thread ? undefined : newMessages(items, state.read);
    const drawn = timelineRows(shown, { dayKey: times.dayKey, ...(unread && { unread }) });
    const rows = this.#cache.rows(drawn, columns, this.#drawContext(), chat.model.now());
    return [...this.#beginning(), ...rows];
  }

  /** That nothing was said before, where all of it is there. */
  #beginning(): Row[] {
    const { speech: { words }, open, thread } = this.chat;
    const { loaded, hasOlder } = placeTimeline(this.chat);
    if (!open || thread.value || !loaded.value || hasOlder.value) return [];
    const name = safeLine(conversationName(words, open));
    const text = open.kind === "room"
      ? words.t("timeline.start.quiet", { room: name })
      : words.t("timeline.start.direct", { name });
    return [{ key: "beginning", runs: [run(text, DIM)] }];
  }

  picture(size: { columns: number; rows: number }, offers: readonly Offer[]): Picture {
    const { chat, state } = this;
    const { model, speech } = chat;
    const base = {
      ...size,
      turner: this.turner,
      prompt: this.#prompt(),
      text: state.focus.is === "ask" || state.focus.is === "jump"
        ? state.asking.text
        : state.editor.text,
      above: this.#above(offers),
    };
    const { width } = layoutOf(base);
    const timeline = this.rows(width - 1);
    const { anchor } = state;
    const first = anchor ? timeline.findIndex(({ key }) => key === anchor.key) : -1;
    const open = chat.open;
    const drafts = new Set(model.personal.drafts.known.value.keys());
    const here = model.members.list.value.filter((one) => one.state === "online");
    const names = here.map(({ name }) => safeLine(name)).slice(0, 12).join(" ");
    const { focus } = state;
    const isWriting = focus.is !== "timeline" && focus.is !== "help";
    const caret = focus.is === "write" ? state.editor.caret : state.asking.caret;
    const over = focus.is === "help"
      ? helpRows(chat, width - 1).slice(focus.from)
      : focus.is === "jump"
      ? jumpRows(chat, focus)
      : undefined;
    return {
      ...base,
      community: safeLine(chat.server.community),
      side: sidebarRows(model.conversations.value, {
        speech,
        here: chat.here.value,
        blocked: model.personal.settings.value.blocked,
        drafts,
        stateOf: (user) => model.stateOf(user),
        columns: SIDE_WORDS,
        turner: this.turner,
      }),
      sideFoot: names === "" ? [] : [run(speech.own.t("screen.here", { people: names }), DIM)],
      head: {
        name: open ? safeLine(conversationTitle(speech.words, open)) : "",
        topic: chat.thread.value ? speech.own.t("screen.thread") : safeLine(open?.topic ?? ""),
        people: this.#people(),
      },
      timeline,
      ...(first >= 0 && { bottom: first + (anchor?.row ?? 0) }),
      ...(focus.is !== "write" && state.selected !== undefined && { selected: state.selected }),
      ...(isWriting && { caret }),
      ...(over && { over }),
      status: this.#status(),
    };
  }

  #drawContext(): DrawContext {
    const { chat } = this;
    const { model, server, speech } = chat;
    const me = model.me.value ?? { id: "", name: "" };
    const names = model.names.value;
    const id = chat.here.value;
    const rooms = model.conversations.value.flatMap(({ name }) => name ?? []);
    const { cell, graphics } = this.state;
    const { failed } = this.pictures;
    const shown = graphics ? [cell, failed] : [];
    const people = [names, me.id, me.name, model.renewed.value];
    const { blocked } = model.personal.settings.value;
    const of = [...people, blocked, id, rooms.sort().join(), ...shown];
    const known = this.#context;
    const isKnown = known?.of.length === of.length && known.of.every((one, at) => one === of[at]);
    if (isKnown) return known.made;
    const made: DrawContext = {
      speech,
      me,
      text: {
        isName: nameMatcher(names),
        isMe: nameMatcher([me.name]),
        isRoom: (name) => rooms.includes(name),
      },
      fileUrl: (file) => `${server.origin}/files/${file}`,
      made: id !== GENERAL,
      blocked,
      turner: this.turner,
      ...(graphics && { pictures: { cell, failed } }),
    };
    this.#context = { of, made };
    return made;
  }

  #people(): string {
    const { model, speech: { words }, open } = this.chat;
    const { counts } = model.members;
    if (!counts || open?.kind !== "room") return "";
    return numbersInWords(words, roomNumbers(counts));
  }

  #prompt(): string {
    const { focus } = this.state;
    const { own } = this.chat.speech;
    if (focus.is === "jump") return own.t("screen.jump");
    if (focus.is === "ask") return own.t(`screen.${focus.what}`);
    return "› ";
  }

  /** What stands between the timeline and the field. */
  #above(offers: readonly Offer[]): Run[][] {
    const { chat: { model, speech, thread, here }, state } = this;
    const { own, words } = speech;
    const answers = state.answers.map((line) => [run(safeLine(line), { ink: "clay" })]);
    const names = model.typing(here.value, thread.value?.root).value.map(safeLine);
    const typing = typingText(words, names);
    const { writing } = state;
    const about = writing.is === "reply"
      ? own.t("screen.replying", writing)
      : writing.is === "edit"
      ? own.t("screen.editing", writing)
      : undefined;
    const listed = offers.map(({ label, hint }, at) => [
      run(` ${label} `, at === state.offer ? { ground: "chosen" } : {}),
      run(` ${hint}`, DIM),
    ]);
    const notice = model.notice.value?.text;
    const mute = model.mute.value?.message;
    const news = [notice, mute].flatMap((text) =>
      text ? [[run(safeLine(text), { ink: "clay", bold: true })]] : []
    );
    return [
      ...news,
      ...answers,
      ...listed,
      [run(typing, DIM)],
      ...(about === undefined ? [] : [[run(about, DIM)]]),
    ];
  }

  #status(): string {
    const { chat, state } = this;
    const { model, speech: { own, words }, open, thread } = chat;
    const unsent = state.leaving ? chat.unsent().length : 0;
    if (unsent > 0) return own.t("screen.leaving", { count: unsent });
    if (state.quitting) return own.t("screen.quit");
    const now = model.connection.value;
    const told = now.state === "online"
      ? own.t("screen.state.online")
      : now.state === "waiting"
      ? own.t("screen.state.waiting", {
        count: Math.max(1, Math.ceil((now.retryAt - model.now()) / 1000)),
      })
      : own.t("screen.state.connecting");
    const place = open ? safeLine(conversationTitle(words, open)) : "";
    const below = placeTimeline(chat).hasNewer.value || state.anchor !== undefined;
    const hints = state.focus.is === "timeline"
      ? own.t("screen.hints-timeline")
      : thread.value
      ? own.t("screen.hints-thread")
      : own.t("screen.hints");
    return [told, place, ...(below ? [own.t("screen.newer")] : []), hints].join(" · ");
  }
}

/** The timeline that is read: of the thread, or of the conversation. */
export function placeTimeline({ thread, here, model }: TerminalChat): Timeline {
  return thread.value?.replies ?? model.timeline(here.value);
}

/** Its items, below the root of a thread. */
export function placeItems(
  { thread }: TerminalChat,
  items: readonly TimelineItem[],
): readonly TimelineItem[] {
  const root = thread.value?.rootItem.value;
  return root ? [root, ...items] : items;
}
