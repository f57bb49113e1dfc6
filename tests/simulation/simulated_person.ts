import { MAX_MOVED } from "../../lib/protocol/limits.ts";
import type { Actor } from "../../lib/chat/chat.ts";
import { createChatModel, type LiveChat } from "../../lib/client/chat_model.ts";
import { isPassing, Refused, type ReplyPlace } from "../../lib/client/model.ts";
import { makeThread } from "../../lib/client/open_thread.ts";
import { memoryOutbox } from "../../lib/client/storage.ts";
import type { TypedDraft } from "../../lib/client/typed_draft.ts";
import type { Transport } from "../../lib/client/transport.ts";
import { GENERAL, type MessageEvent } from "../../lib/protocol/events.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { isGroup } from "../../lib/store/conversations/groups.ts";
import { EDITED } from "../support/change_guarantees.ts";
import type { TalkingClient } from "../support/guarantees.ts";
import { recordingLogger } from "../support/loggers.ts";
import { SeededRandom } from "../support/seeded_random.ts";

/** What a person's device works with. */
export interface Device {
  clock: Clock;
  transport: Transport;
  /** Places whose timelines are open. */
  places: readonly string[];
  /** Of each page's own chance. */
  seed(): number;
  report(text: string): void;
}

/** How long somebody looks at a thread before they have read it. */
const READ_AFTER_MS = 150;

/** Somebody with one device that can be reloaded, closed and opened again. */
export class SimulatedPerson implements TalkingClient {
  readonly written: Array<{ conversation: string; text: string }> = [];
  here = true;
  /** A request ended in nothing: not known whether it happened, and it may yet. */
  unsure = false;
  model: LiveChat;
  /** How many pages they had: what one said just before it was closed may be lost with an instance. */
  pages = 0;
  /** Threads that they asked to leave, by conversation and root: they may not follow them. */
  readonly leftThreads = new Set<string>();
  readonly #storage = memoryOutbox();
  #edits = 0;
  #drafts = 0;
  /** What is typed and waits to be sent, by conversation. */
  readonly #typed = new Map<string, TypedDraft>();

  constructor(readonly actor: Actor, private readonly device: Device) {
    this.model = this.#start();
  }

  reload(): void {
    this.model.stop();
    this.model = this.#start();
    this.here = true;
  }

  go(): void {
    this.model.stop();
    this.here = false;
  }

  /** Sends what is typed there, or something else. */
  write(
    conversation: string,
    { calls = "", ...place }: { calls?: string } & ReplyPlace = {},
  ): void {
    if (!this.here) return;
    const isDraft = place.thread === undefined && calls === "";
    const typed = isDraft ? this.#typed.get(conversation) : undefined;
    const text = typed?.text ?? `${this.actor.user.name} ${this.written.length}.${calls}`;
    if (typed !== undefined) this.#typed.delete(conversation);
    this.written.push({ conversation, text });
    this.model.send(conversation, text, place).catch((error) => {
      this.device.report(`a message could not be written: ${error}`);
    });
  }

  /** Types something, which is kept on all devices until it is sent. */
  draft(conversation: string): void {
    if (!this.here) return;
    const text = `${this.actor.user.name} typed ${++this.#drafts}.`;
    this.#typed.set(conversation, this.model.personal.drafts.write(conversation, text));
  }

  /** Replies in the thread under the `nth` message from the end. */
  reply(conversation: string, nth: number, alsoInRoom: boolean): void {
    const thread = this.#root(conversation, nth)?.seq;
    if (thread === undefined) return;
    this.#open(conversation, thread);
    this.write(conversation, { thread, ...(alsoInRoom && { alsoInRoom }) });
  }

  /** Opens the thread under a message, and has read it a little later. */
  readThread(conversation: string, nth: number): void {
    const root = this.#root(conversation, nth)?.seq;
    if (root === undefined) return;
    const { model } = this;
    const { replies } = this.#open(conversation, root);
    this.device.clock.after(READ_AFTER_MS, () => {
      const isRead = this.here && this.model === model && replies.newest.value > 0;
      if (isRead) model.threads.markRead(conversation, root, replies.newest.value);
    });
  }

  /** Follows the thread under a message, or leaves it; lost, it may still happen. */
  follow(conversation: string, nth: number, on: boolean): void {
    const root = this.#root(conversation, nth)?.seq;
    if (root === undefined) return;
    if (!on) this.leftThreads.add(`${conversation} ${root}`);
    this.model.threads.follow(conversation, root, on).catch(() => {});
  }

  /** Marks the thread under a message as unread, from a reply on, or all of it; lost, it may still happen. */
  markThreadUnread(conversation: string, nth: number): void {
    const root = this.#root(conversation, nth)?.seq;
    if (root === undefined) return;
    const { replies } = this.#open(conversation, root);
    const seqs = replies.items.value.flatMap((item) =>
      item.is === "message" ? [item.event.seq] : []
    );
    const seq = seqs.at(-1 - nth) ?? root;
    this.model.threads.markUnread(conversation, root, seq).catch(() => {});
  }

  #open(conversation: string, root: number) {
    return this.model.threads.open(conversation, root, makeThread);
  }

  #root(conversation: string, nth: number): MessageEvent | undefined {
    const roots = this.#shown(conversation).filter(({ thread }) => thread === undefined);
    return this.here ? roots.at(-1 - nth) : undefined;
  }

  /** The messages that are shown and still there. */
  #shown(conversation: string): MessageEvent[] {
    return this.model.timeline(conversation).items.value.flatMap((item) =>
      item.is === "message" && !item.event.deletedAt ? [item.event] : []
    );
  }

  #own(conversation: string): MessageEvent[] {
    return this.#shown(conversation).filter(({ by }) => by === this.actor.user.id);
  }

  /** Deletes one of their messages, the `nth` from the end. */
  delete(conversation: string, nth: number): void {
    const target = this.#own(conversation).at(-1 - nth)?.seq;
    // Lost or not answered, it may still happen: everybody is told of it then.
    if (this.here && target) this.model.remove(conversation, target).catch(() => {});
  }

  /** Edits one of their messages, the `nth` from the end, on the version that the page shows. */
  edit(conversation: string, nth: number): void {
    const message = this.#own(conversation).at(-1 - nth);
    if (!this.here || !message) return;
    const { seq, text, version } = message;
    const next = `${text.replace(EDITED, "")} ✎${++this.#edits}`;
    // Lost, refused because another came between, or not answered: it may still happen.
    this.model.edit(conversation, seq, next, version ?? 0).catch(() => {});
  }

  /** Votes in a poll. Lost, refused or not answered, it may still have been counted. */
  vote(conversation: string, seq: number, options: readonly number[]): void {
    if (this.here) this.model.polls.vote(conversation, seq, options).catch(() => {});
  }

  /** Reacts to the `nth` message from the end, or takes it back; lost, it may still happen. */
  react(conversation: string, nth: number, emoji: string, on: boolean): void {
    const target = this.#nthLast(conversation, nth);
    if (target) this.model.reactions.react(conversation, target, emoji, on).catch(() => {});
  }

  pin(conversation: string, nth: number, on: boolean): void {
    const target = this.#nthLast(conversation, nth);
    if (target) this.model.reactions.pin(conversation, target, on).catch(() => {});
  }

  #nthLast(conversation: string, nth: number): number | undefined {
    if (!this.here) return undefined;
    const seqs = this.model.timeline(conversation).items.value.flatMap((item) =>
      item.is === "message" ? [item.event.seq] : []
    );
    return seqs.at(-1 - nth);
  }

  read(conversation: string): void {
    const { value: newest } = this.model.timeline(conversation).newest;
    if (newest > 0) this.model.markRead(conversation, newest);
  }

  /** Makes a private room and invites somebody, who comes. */
  async gather(name: string, guest: SimulatedPerson): Promise<void> {
    if (!this.here) return;
    try {
      const { id } = await this.model.create({ name, private: true });
      await this.model.invite(id, guest.actor.user.name);
      await guest.accept(id);
    } catch {
      this.unsure = guest.unsure = true;
    }
  }

  /** Joins a room that they were asked into. */
  async accept(conversation: string): Promise<void> {
    if (this.here) await this.model.join({ conversation });
  }

  /** Leaves a room, and maybe joins it again before that is answered. */
  wander(conversation: string, back: boolean): void {
    if (!this.here) return;
    const asked: Promise<unknown>[] = [this.model.leave(conversation)];
    if (back) asked.push(this.model.join({ conversation }));
    for (const answer of asked) {
      answer.catch((error) => {
        this.unsure ||= !(error instanceof Refused) || isPassing(error);
      });
    }
  }

  /**
   * Moves the `nth` message from the end to another room, and one time in two what follows it as well;
   * lost, it may still happen.
   */
  move(conversation: string, nth: number, to: string): void {
    const shown = this.#shown(conversation).filter(({ poll }) => !poll).map(({ seq }) => seq);
    const targets = shown.slice(-1 - nth).slice(0, nth % 2 ? 1 : MAX_MOVED);
    if (this.here && targets[0]) this.model.moveAll(conversation, targets, to).catch(() => {});
  }

  /** Opens the group with these. */
  openGroup(others: readonly SimulatedPerson[]): void {
    const people = others.map(({ actor }) => actor.user.name);
    this.#ask(this.here && this.model.open({ people }), others);
  }

  /** Adds somebody to the group that this one came into last. */
  add(whom: SimulatedPerson, all: boolean): void {
    const { name } = whom.actor.user;
    this.#inGroup((group) => this.#ask(this.model.add(group, name, all), [whom]));
  }

  sayInGroup(): void {
    this.#inGroup((group) => this.write(group));
  }

  nameGroup(title: string): void {
    this.#inGroup((group) => this.#ask(this.model.nameGroup(group, title), []));
  }

  leaveGroup(): void {
    this.#inGroup((group) => this.#ask(this.model.leave(group), []));
  }

  #inGroup(act: (group: string) => void): void {
    const group = this.model.conversations.value.findLast(({ id }) => isGroup(id));
    if (!this.here || !group) return;
    this.visit(group.id);
    act(group.id);
  }

  /** What is not answered may have happened: all whom it concerns look again then. */
  #ask(asked: Promise<unknown> | false, others: readonly SimulatedPerson[]): void {
    if (!asked) return;
    asked.catch((error) => {
      if (error instanceof Refused && !isPassing(error)) return;
      for (const person of [this, ...others]) person.unsure = true;
    });
  }

  isIn(conversation: string): boolean {
    return this.here && this.model.conversations.value.some(({ id }) => id === conversation);
  }

  /** Looks at a conversation, as one who comes back to it. */
  visit(conversation: string): void {
    const timeline = this.model.timeline(conversation);
    if (timeline.newest.value === 0) timeline.toLatest().catch(() => {}); // they left it meanwhile
  }

  #start(): LiveChat {
    this.pages++;
    const { clock, transport, places, seed, report } = this.device;
    const model = createChatModel({
      endpoint: { transport, url: "ws://simulated/ws" },
      clock,
      random: new SeededRandom(seed()),
      outbox: this.#storage,
      logger: recordingLogger((what, error) =>
        report(`${this.actor.user.name}: ${what}: ${error}`)
      ),
    });
    for (const [conversation, kept] of this.#typed) {
      model.personal.drafts.adopt(conversation, kept);
    }
    model.start();
    for (const conversation of places) model.timeline(conversation);
    model.members.show(GENERAL); // everyone is in it: who is a ghost shows there (P5)
    return model;
  }
}
