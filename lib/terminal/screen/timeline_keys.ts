import type { MessageEvent } from "../../protocol/events.ts";
import { plainText } from "../../text/plain.ts";
import { findEmoji } from "../../ui/emoji/emoji.ts";
import type { MessageItem } from "../../ui/room/timeline_rows.ts";
import { safeLine } from "../safe_text.ts";
import { placeItems, placeTimeline } from "./composed.ts";
import { layoutOf } from "./draw.ts";
import type { KeyedScreen } from "./keyed_screen.ts";

const ASKED = { "+": "react", d: "delete", v: "vote" } as const;

/** What is done in the timeline: looking back, selecting, and what one does with a message. */
export class TimelineKeys {
  constructor(readonly screen: KeyedScreen) {}

  /** Messages that can be selected, oldest first. */
  #messages(): Extract<MessageItem, { is: "message" }>[] {
    const { chat } = this.screen;
    return placeItems(chat, placeTimeline(chat).items.value).flatMap((item) =>
      item.is === "message" ? [item] : []
    );
  }

  #selected(): MessageEvent | undefined {
    const { selected } = this.screen.state;
    return this.#messages().find(({ key }) => key === selected)?.event;
  }

  /** Selects the message before or after the one that is; into the timeline from the field. */
  look(by: 1 | -1): void {
    const { state } = this.screen;
    const messages = this.#messages();
    if (messages.length === 0) return;
    const at = messages.findIndex(({ key }) => key === state.selected);
    const isIn = state.focus.is === "timeline" && at >= 0;
    const next = isIn ? Math.max(0, at + by) : messages.length - 1;
    if (next >= messages.length) return this.back();
    state.focus = { is: "timeline" };
    state.selected = messages[next]?.key;
    this.#show();
  }

  /** Scrolls to where the selected message is. */
  #show(): void {
    const { screen } = this;
    const { state } = screen;
    const picture = screen.picture();
    const { height } = layoutOf(picture);
    const rows = picture.timeline;
    const first = rows.findIndex(({ key }) => key === state.selected);
    const last = rows.findLastIndex(({ key }) => key === state.selected);
    const bottom = picture.bottom ?? rows.length - 1;
    if (first < 0) return;
    if (first <= bottom - height) this.#anchorAt(Math.max(last, first + height - 1));
    else if (last > bottom) this.#anchorAt(last);
  }

  scroll(by: number): void {
    const picture = this.screen.picture();
    const { height } = layoutOf(picture);
    const bottom = picture.bottom ?? picture.timeline.length - 1;
    this.#anchorAt(Math.max(height - 1, bottom - by));
  }

  /** Shows the timeline up to a row; up to the last one, it follows what comes. */
  #anchorAt(bottom: number): void {
    const { screen } = this;
    const { state, chat } = screen;
    const rows = screen.picture().timeline;
    if (bottom >= rows.length - 1) {
      state.anchor = undefined;
      const timeline = placeTimeline(chat);
      if (timeline.hasNewer.value) screen.attempt(() => timeline.loadNewer());
      return;
    }
    const key = rows[bottom]?.key ?? "";
    state.anchor = { key, row: bottom - rows.findIndex((row) => row.key === key) };
  }

  back(): void {
    const { state } = this.screen;
    state.focus = { is: "write" };
    state.selected = undefined;
    state.anchor = undefined;
  }

  /** What a key does in the timeline. */
  key(name: string): void {
    switch (name) {
      case "up":
      case "down":
        return this.look(name === "up" ? -1 : 1);
      case "home":
        return this.scroll(Infinity);
      case "enter":
        return this.act("t");
      case "escape":
      case "end":
        return this.back();
      case "delete":
        return this.act("d");
    }
  }

  /** What one does with the selected message, by its letter. */
  act(sign: string): void {
    const { screen } = this;
    const { state, chat } = screen;
    const message = this.#selected();
    if (!message) return;
    const { seq, text, version = 0 } = message;
    const isOwn = message.by === chat.model.me.value?.id;
    const { times } = chat.speech;
    switch (sign) {
      case "k":
        return this.look(-1);
      case "j":
        return this.look(1);
      case "r": {
        const name = safeLine(chat.model.profileOf(message.by).name);
        this.back();
        state.writing = { is: "reply", seq, name, text: safeLine(plainText(text)) };
        return;
      }
      case "e":
        if (!isOwn) return;
        this.back();
        state.writing = { is: "edit", seq, version, time: times.time(message.at) };
        state.editor.set(text);
        return;
      case "t":
        chat.openThread(message.thread ?? seq);
        return screen.placeChanged();
      case "+":
      case "d":
      case "v":
        if (sign === "v" && !message.poll) return;
        state.asking.set("");
        state.focus = { is: "ask", what: ASKED[sign] };
    }
  }

  confirmDeletion(sign: string): void {
    const { screen } = this;
    const message = this.#selected();
    screen.state.focus = { is: "timeline" };
    if (sign.toLowerCase() !== "y" || !message) return;
    screen.attempt(() => screen.chat.model.remove(screen.chat.here.value, message.seq));
  }

  ask(name: string): void {
    const { screen } = this;
    const { state, chat: { model, here } } = screen;
    const { focus } = state;
    if (focus.is !== "ask") return;
    if (name !== "enter" && name !== "escape") return void state.asking.key(name);
    const message = this.#selected();
    state.focus = { is: "timeline" };
    const { text } = state.asking;
    if (name === "escape" || !message || text.trim() === "") return;
    const { seq } = message;
    if (focus.what === "vote") {
      const options = [...text.matchAll(/\d+/g)].map(([number]) => Number(number) - 1);
      return screen.attempt(() => model.polls.vote(here.value, seq, options));
    }
    const emoji = this.#emojiOf(text.trim());
    const mine = this.#messages().find(({ event }) => event.seq === seq)?.mine;
    const isOn = !mine?.reactions?.includes(emoji);
    screen.attempt(() => model.reactions.react(here.value, seq, emoji, isOn));
  }

  /** An emoji, or one of its short names. */
  #emojiOf(text: string): string {
    const name = text.replaceAll(":", "");
    return /^[\w+-]+$/.test(name) ? findEmoji(this.screen.emoji, name, 1)[0]?.emoji ?? text : text;
  }
}
