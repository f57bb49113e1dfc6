import { complete } from "../../text/completion.ts";
import { paletteEntries } from "../../text/name_matching.ts";
import { runLine } from "../run_line.ts";
import { send } from "../sending.ts";
import { layoutOf, sideAt } from "./draw.ts";
import type { Key } from "./keys.ts";
import { saysYes } from "./kitty.ts";
import type { KeyedScreen } from "./keyed_screen.ts";
import { neighbour } from "./screen_state.ts";
import { TimelineKeys } from "./timeline_keys.ts";
import { inOrder } from "./sidebar_rows.ts";

/** Rows of one step of the wheel. */
const WHEEL_ROWS = 3;

/** What keys and the mouse do. */
export class ScreenKeys {
  readonly timeline: TimelineKeys;

  constructor(readonly screen: KeyedScreen) {
    this.timeline = new TimelineKeys(screen);
  }

  take(key: Key): void {
    const { screen } = this;
    const { state, chat } = screen;
    switch (key.is) {
      case "focus":
        state.focused = key.on;
        chat.model.setVisible(key.on);
        return;
      case "graphics":
        state.graphics ||= saysYes(key.answer);
        return;
      case "cell":
        state.cell = { width: key.width, height: key.height };
        return;
      case "wheel":
        return this.timeline.scroll(key.by * WHEEL_ROWS);
      case "press": {
        const row = sideAt(screen.picture(), key.x, key.y);
        if (row?.conversation !== undefined) screen.goTo(row.conversation);
        if (row?.inbox) screen.attempt(() => runLine(chat, "/inbox", screen, false));
        return;
      }
      case "text":
        return this.#text(key.text, key.pasted === true);
      case "key":
        if (key.name !== "ctrl-c") state.quitting = false;
        if (!this.#anywhere(key.name)) this.#here(key.name);
    }
  }

  #text(text: string, pasted: boolean): void {
    const { state, chat } = this.screen;
    const { focus } = state;
    state.quitting = false;
    if (focus.is === "help") state.focus = { is: "write" };
    else if (focus.is === "timeline" && !pasted) return this.timeline.act(text);
    else if (focus.is === "jump" || focus.is === "ask") {
      if (focus.is === "ask" && focus.what === "delete") return this.timeline.confirmDeletion(text);
      state.asking.insert(text.replaceAll("\n", " "));
      if (focus.is === "jump") this.#jumpTo(state.asking.text);
    } else {
      state.focus = { is: "write" };
      state.editor.insert(text);
      state.answers = [];
      this.#changed();
      chat.model.writing(chat.here.value, chat.thread.value?.root);
    }
  }

  /** Keys that mean the same wherever one is. */
  #anywhere(name: string): boolean {
    const { screen } = this;
    const { state, chat } = screen;
    switch (name) {
      case "ctrl-c":
        if (state.quitting || state.leaving) screen.leave();
        state.quitting = !state.quitting;
        return true;
      case "ctrl-l":
        screen.drawAnew();
        return true;
      case "f1":
        screen.help([]);
        return true;
      case "ctrl-k":
        state.asking.set("");
        this.#jumpTo("");
        return true;
      case "ctrl-t":
        chat.thread.value = undefined;
        screen.placeChanged();
        return true;
      case "ctrl-n":
        this.#nextUnread();
        return true;
      case "alt-up":
      case "alt-down":
        this.#step(name === "alt-up" ? -1 : 1);
        return true;
      case "page-up":
      case "page-down": {
        const { height } = layoutOf(screen.picture());
        const by = Math.max(1, height - 2) * (name === "page-up" ? 1 : -1);
        if (state.focus.is === "help") {
          state.focus = { is: "help", from: Math.max(0, state.focus.from - by) };
        } else this.timeline.scroll(by);
        return true;
      }
      default:
        return false;
    }
  }

  #here(name: string): void {
    const { state } = this.screen;
    switch (state.focus.is) {
      case "write":
        return this.#write(name);
      case "timeline":
        return this.timeline.key(name);
      case "help":
        state.focus = { is: "write" };
        return;
      case "jump":
        return this.#jump(name);
      case "ask":
        return this.timeline.ask(name);
    }
  }

  #write(name: string): void {
    const { screen } = this;
    const { state, chat } = screen;
    const { editor } = state;
    const offers = screen.offers();
    if (offers && (name === "up" || name === "down")) {
      const { length } = offers.offers;
      state.offer = (state.offer + (name === "up" ? length - 1 : 1)) % length;
      return;
    }
    switch (name) {
      case "enter":
        return this.#send();
      case "tab": {
        const offer = offers?.offers[state.offer];
        if (!offers || !offer) return;
        const edit = complete(editor.text, editor.caret, offers.target, offer.insert);
        const text = editor.text.slice(0, edit.from) + edit.text + editor.text.slice(edit.to);
        editor.set(text, edit.caret);
        return this.#changed();
      }
      case "escape":
        if (state.writing.is !== "message") {
          state.writing = { is: "message" };
          editor.set("");
          return this.#changed();
        }
        return this.timeline.look(-1);
      case "ctrl-d":
        if (editor.text === "") screen.leave();
        return;
      case "up":
      case "down":
        if (!editor.key(name)) state.recall(name === "up" ? -1 : 1);
        return;
      default:
        if (editor.key(name)) {
          this.#changed();
          if (editor.text !== "") chat.model.writing(chat.here.value, chat.thread.value?.root);
        }
    }
  }

  /** The words in the field are others now. */
  #changed(): void {
    const { state, chat } = this.screen;
    state.offer = 0;
    if (chat.thread.value || state.writing.is === "edit") return;
    chat.model.personal.drafts.write(chat.here.value, state.editor.text);
  }

  #send(): void {
    const { screen } = this;
    const { state, chat } = screen;
    const { text } = state.editor;
    const { writing } = state;
    if (text.trim() === "") return;
    state.remember(text);
    state.editor.set("");
    state.writing = { is: "message" };
    state.anchor = undefined;
    state.answers = [];
    const here = chat.here.value;
    const thread = chat.thread.value;
    if (writing.is === "edit") {
      return screen.attempt(() => chat.model.edit(here, writing.seq, text, writing.version));
    }
    if (writing.is === "reply") return screen.attempt(() => send(chat, text, writing.seq));
    this.#changed();
    screen.attempt(async () => {
      await runLine(chat, text, screen, false);
      if (chat.here.value !== here || chat.thread.value !== thread) screen.placeChanged();
    });
  }

  #jumpTo(query: string): void {
    const { state, chat: { model } } = this.screen;
    const people = model.members.list.value;
    const entries = paletteEntries(
      query,
      model.conversations.value,
      people,
      model.me.value?.id ?? "",
    ).filter(({ is }) => is === "conversation" || is === "person");
    state.focus = { is: "jump", entries, at: 0 };
  }

  #jump(name: string): void {
    const { screen } = this;
    const { state, chat } = screen;
    const { focus } = state;
    if (focus.is !== "jump") return;
    const { entries, at } = focus;
    switch (name) {
      case "up":
      case "down": {
        const next = at + (name === "up" ? -1 : 1);
        state.focus = { ...focus, at: Math.max(0, Math.min(entries.length - 1, next)) };
        return;
      }
      case "escape":
        state.focus = { is: "write" };
        return;
      case "enter": {
        const entry = entries[at];
        state.focus = { is: "write" };
        if (entry?.is === "conversation") return screen.goTo(entry.conversation.id);
        if (entry?.is !== "person") return;
        return screen.attempt(async () => {
          const { id } = await chat.model.open(entry.person.name);
          screen.goTo(id);
        });
      }
      default:
        if (state.asking.key(name)) this.#jumpTo(state.asking.text);
    }
  }

  #step(by: 1 | -1): void {
    const { screen } = this;
    const next = neighbour(inOrder(screen.picture().side), screen.chat.here.value, by);
    if (next !== undefined) screen.goTo(next);
  }

  #nextUnread(): void {
    const { screen } = this;
    const { model, here } = screen.chat;
    const unread = model.conversations.value.filter((one) =>
      one.unread > 0 && one.id !== here.value
    );
    const next = unread.find(({ mentions, kind }) => mentions > 0 || kind === "direct") ??
      unread[0];
    if (next) screen.goTo(next.id);
  }
}
