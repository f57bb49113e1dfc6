import { effect, signal } from "@preact/signals";
import type { ConversationId } from "../../protocol/events.ts";
import { systemClock, systemRandom, type Timer } from "../../runtime/clock.ts";
import type { Emoji } from "../../ui/emoji/emoji.ts";
import { attentionTo } from "../../ui/room/calls.ts";
import { conversationTitle, pageTitle } from "../../ui/room/page_title.ts";
import { endOf, type TerminalChat } from "../chat.ts";
import { sayingOf } from "../run_line.ts";
import { safeLine } from "../safe_text.ts";
import type { Turner } from "./bidi.ts";
import type { Cells } from "./cells.ts";
import { Composed, placeTimeline } from "./composed.ts";
import { draw, layoutOf, type Picture, picturesOf } from "./draw.ts";
import { QUERY } from "./kitty.ts";
import type { KeyedScreen } from "./keyed_screen.ts";
import { isCallable } from "../../text/completion.ts";
import { paint } from "./paint.ts";
import type { Palette } from "./palette.ts";
import { Pictures } from "./pictures.ts";
import { readPicture } from "./read_picture.ts";
import { ScreenKeys } from "./screen_keys.ts";
import { ScreenState } from "./screen_state.ts";
import { type Offer, offersAt } from "./suggestions.ts";
import type { Tty } from "./tty.ts";

/** The screen is drawn at most once in so long, in milliseconds. */
const FRAME_MS = 30;
/** Ids of pictures begin somewhere below this, and stay below 2^32. */
const MOST_FIRST_ID = 2 ** 31;
/** While something is counted down, the screen is drawn anew so often. */
const TICK_MS = 1_000;
/** What was written last is waited for so long when the user leaves, in milliseconds. */
const LEAVE_WITHIN_MS = 5_000;

export interface ScreenParts {
  chat: TerminalChat;
  tty: Tty;
  palette: Palette;
  emoji: readonly Emoji[];
  /** Whether the bell rings when something calls the reader. */
  bell: boolean;
  /** Who puts right-to-left text into its order. */
  turner: Turner;
  /** Whether the terminal is asked if it shows pictures. */
  pictures: boolean;
}

/** The chat on the whole screen. */
export class ScreenChat implements KeyedScreen {
  readonly state = new ScreenState();
  readonly composed: Composed;
  readonly #keys: ScreenKeys;
  readonly #pictures: Pictures;
  readonly #ended = Promise.withResolvers<void>();
  readonly #disposers: (() => void)[] = [];
  readonly #turn = signal(0);
  #shown: Cells | undefined;
  #title = "";
  #frame: Timer | undefined;
  #tick: Timer | undefined;
  #calls = 0;

  constructor(readonly parts: ScreenParts) {
    const { chat } = parts;
    this.#pictures = new Pictures({
      read: (file, slot) => readPicture(chat.server, file, slot),
      changed: () => this.redraw(),
      firstId: Math.floor(systemRandom.fraction() * MOST_FIRST_ID) + 1,
    });
    this.composed = new Composed(chat, this.state, this.#pictures, parts.turner);
    this.#keys = new ScreenKeys(this);
  }

  get chat(): TerminalChat {
    return this.parts.chat;
  }

  get emoji(): readonly Emoji[] {
    return this.parts.emoji;
  }

  /** Runs until the user leaves, or the server ends it: then it rejects with a `Failure`. */
  async run(): Promise<void> {
    const { chat, tty } = this.parts;
    const { model } = chat;
    this.#calls = attentionTo(model.conversations.value).calls;
    this.placeChanged();
    this.#disposers.push(
      effect(() => {
        const now = model.connection.value;
        if (now.state === "ended") this.#ended.reject(endOf(now.reason, now.message, chat.speech));
      }),
      effect(() => this.#ring(attentionTo(model.conversations.value).calls)),
      effect(() => {
        this.#turn.value;
        this.#look(); // reads what the picture is made of
        this.#request();
      }),
    );
    tty.onResize(() => this.redraw());
    if (this.parts.pictures) tty.write(QUERY);
    const typed = tty.keys((keys) => {
      model.touch();
      for (const key of keys) this.#keys.take(key);
      this.redraw();
    });
    try {
      await Promise.race([this.#ended.promise, typed]);
    } finally {
      for (const dispose of this.#disposers) dispose();
      this.#frame?.cancel();
      this.#tick?.cancel();
      tty.write(this.#pictures.end());
      await tty.close();
    }
  }

  redraw(): void {
    this.#turn.value++;
  }

  drawAnew(): void {
    this.#shown = undefined;
    this.redraw();
  }

  offers(): ReturnType<typeof offersAt> {
    const { chat, emoji } = this.parts;
    const { model, speech } = chat;
    const { editor, focus } = this.state;
    if (focus.is !== "write" || editor.text === "") return undefined;
    return offersAt(editor.text, editor.caret, {
      names: model.names.value,
      calls: (name) => {
        const person = model.personNamed(name);
        const isThere = (id: string) => model.members.list.value.some((one) => one.id === id);
        return !!person && isCallable(person, model.me.value?.id, isThere);
      },
      rooms: model.conversations.value.flatMap(({ name }) => name ?? []),
      emoji,
      role: model.me.value?.role ?? "guest",
      place: chat.open,
      botCommands: editor.text.startsWith("/")
        ? chat.botCommands.known(chat.here.value, () => this.redraw())
        : [],
      speech,
    });
  }

  picture(): Picture {
    const offers: readonly Offer[] = this.offers()?.offers ?? [];
    return this.composed.picture(this.parts.tty.size(), offers);
  }

  /** Goes to a conversation, and keeps what is written here for later. */
  goTo(id: ConversationId): void {
    this.chat.goTo(id);
    this.placeChanged();
  }

  placeChanged(): void {
    const { model, here, open } = this.chat;
    const draft = model.personal.drafts.known.value.get(here.value)?.text ?? "";
    this.state.placeChanged(open, draft);
    this.redraw();
  }

  say(line: string): void {
    this.state.answer(line);
    this.redraw();
  }

  help(): void {
    this.state.focus = { is: "help", from: 0 };
    this.redraw();
  }

  /** Waits until what was written is sent; whoever leaves again does not. */
  leave(): void {
    if (this.state.leaving) return this.#ended.resolve();
    this.state.leaving = true;
    this.redraw();
    void this.chat.settled(LEAVE_WITHIN_MS).then(() => this.#ended.resolve());
  }

  /** What is typed and is no draft: of a message alone there is one, while the server hears of it. */
  unkept(): string {
    const { chat: { model, thread }, state: { writing, editor } } = this;
    const isDraft = !thread.value && writing.is !== "edit" &&
      model.connection.value.state === "online";
    return isDraft ? "" : editor.text.trim();
  }

  attempt(act: () => Promise<unknown>): void {
    act().catch((error) => this.say(sayingOf(this.chat, error)))
      .catch((fault) => this.#ended.reject(fault));
  }

  #request(): void {
    this.#frame ??= systemClock.after(FRAME_MS, () => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  /** Reads all that is drawn, so that a change of it asks for the next frame. */
  #look(): void {
    const { chat } = this;
    const { model } = chat;
    placeTimeline(chat).items.value;
    chat.thread.value?.rootItem.value;
    model.conversations.value;
    model.members.list.value;
    model.members.counts;
    model.presence.value;
    model.connection.value;
    model.notice.value;
    model.mute.value;
    model.names.value;
    model.renewed.value;
    model.personal.drafts.known.value;
    model.typing(chat.here.value, chat.thread.value?.root).value;
  }

  #draw(): void {
    const { chat, tty, palette } = this.parts;
    const picture = this.picture();
    const cells = draw(picture, chat.speech.own.t("screen.small"));
    const known = this.#shown;
    this.#shown = cells;
    const isWiped = known?.width !== cells.width || known.height !== cells.height;
    const pictures = this.#pictures.update(picturesOf(picture), isWiped);
    tty.write(paint(known, cells, palette) + pictures + this.#titled());
    this.#markRead(picture);
    if (chat.model.connection.peek().state === "waiting") {
      this.#tick ??= systemClock.after(TICK_MS, () => {
        this.#tick = undefined;
        this.redraw();
      });
    }
    // Near the upper end, what was said before comes while there is time.
    const { height } = layoutOf(picture);
    const bottom = picture.bottom ?? picture.timeline.length - 1;
    if (bottom < 2 * height) this.#loadOlder();
  }

  #loadOlder(): void {
    const timeline = placeTimeline(this.chat);
    if (!timeline.loaded.peek() || timeline.loading.peek() || !timeline.hasOlder.peek()) return;
    timeline.loadOlder().catch(() => {}); // the next scroll asks again
  }

  #markRead({ bottom }: Picture): void {
    const { model, here, thread } = this.chat;
    if (bottom !== undefined || !this.state.focused) return;
    const timeline = placeTimeline(this.chat);
    const newest = timeline.newest.peek();
    if (newest === 0 || timeline.hasNewer.peek()) return;
    const open = thread.peek();
    if (open) model.threads.markRead(here.peek(), open.root, newest);
    else model.markRead(here.peek(), newest);
  }

  /** The window's title, where it changed. */
  #titled(): string {
    const { model, speech: { words }, server, open } = this.chat;
    const place = open && conversationTitle(words, open);
    const title = safeLine(
      pageTitle(words, server.community, place, attentionTo(model.conversations.peek())),
    );
    if (title === this.#title) return "";
    this.#title = title;
    return `\x1b]2;${title}\x1b\\`;
  }

  /** Something more calls the reader, who does not look. */
  #ring(calls: number): void {
    const isMore = calls > this.#calls;
    this.#calls = calls;
    if (!isMore || !this.parts.bell) return;
    const { own } = this.chat.speech;
    this.parts.tty.write(`\x07\x1b]9;${own.t("screen.calls", { count: calls })}\x1b\\`);
  }
}
