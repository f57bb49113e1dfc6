import { batch, signal } from "@preact/signals";
import {
  type ConversationId,
  type ConversationSummary,
  type EventBatch,
  type LogEvent,
  type MessageEvent,
  peopleBeside,
  type Person,
  type Profiles,
  type UserId,
} from "../protocol/events.ts";
import { LIMITS, type Limits } from "../protocol/limits.ts";
import type { OwnMute, Push, ReplyOf } from "../protocol/server_frames.ts";
import { wasMoved } from "./apply_change.ts";
import { Arrivals } from "./arrivals.ts";
import { Asked } from "./asked.ts";
import { Announcement } from "./announcement.ts";
import { Conversations } from "./conversations.ts";
import { EventContext } from "./event_context.ts";
import { type Continuity, Feeds } from "./feeds.ts";
import type { OutboxConversations } from "./outbox_context.ts";
import type { OpenPage, OutboxEntry, Snapshot } from "./model.ts";
import { Threads } from "./threads.ts";
import { OwnSettings } from "./own_settings.ts";
import { PresenceList } from "./presence.ts";
import { profilesOf } from "./profiles.ts";
import type { Fields } from "./requests.ts";
import { RoomMembers } from "./room_members.ts";
import type { ClientRuntime } from "./runtime.ts";
import { type Concerns, Timelines } from "./timelines.ts";
import { Typing } from "./typing.ts";

/** The requests that the state makes by itself; each rejects as `Client.request` does. */
export interface StateRequests {
  /** Whether requests can be sent now. */
  online(): boolean;
  history(fields: Fields<"history">): Promise<ReplyOf<"history">>;
  members(fields: Fields<"members">): Promise<ReplyOf<"members">>;
}

/** The outbox, as far as the state reads and feeds it. */
export interface StateOutbox {
  /** The entries of a conversation, in the order of writing. */
  entries(conversation: ConversationId): readonly OutboxEntry[];
  /** The user's own events among those delivered; none where only the position moved. */
  delivered(conversation: ConversationId, own: readonly LogEvent[]): void;
}

/** What the server told so far: each push and each `sync` goes in, signals come out. */
export class ChatState implements OutboxConversations {
  readonly me = signal<Person | undefined>(undefined);
  readonly limits = signal<Limits>(LIMITS);
  readonly asked = new Asked();
  /** That the user may not write. */
  readonly mute = signal<OwnMute | undefined>(undefined);
  readonly presence = new PresenceList();
  readonly feeds: Feeds;
  readonly conversations: Conversations;
  readonly timelines: Timelines;
  readonly threads: Threads;
  readonly typing: Typing;
  readonly members: RoomMembers;
  readonly beside: EventContext;
  readonly announcement: Announcement;
  readonly own = new OwnSettings();
  readonly #arrivals: Arrivals;
  #continued: Record<ConversationId, number> = {}; // what the last `sync` asked to continue

  constructor(
    readonly runtime: ClientRuntime,
    readonly requests: StateRequests,
    readonly outbox: StateOutbox,
  ) {
    const history = (fields: Fields<"history">) => this.#history(fields);
    this.feeds = new Feeds(
      runtime,
      history,
      (events, how) => batch(() => this.#deliver(events, how)),
    );
    this.beside = new EventContext(this.me, runtime.clock, (what) => this.#redraw(what));
    const source = { online: requests.online, history };
    const items = this.beside.itemsOver((conversation) => outbox.entries(conversation));
    this.timelines = new Timelines(runtime, source, this.feeds, items);
    this.threads = new Threads(runtime, source, this.feeds, items, this.timelines);
    this.conversations = new Conversations(
      runtime.clock,
      (id, seq) =>
        this.head(id) > this.position(id)
          ? undefined // what is on its way is not in it
          : this.timelines.find(id)?.countAfter(seq, this.me.value?.id ?? "", this.#calls(id)),
      (id, message) => this.#calls(id)(message),
    );
    this.announcement = new Announcement(runtime.clock);
    this.typing = new Typing(runtime.clock, (user) => this.beside.profiles.find(user)?.name);
    this.members = new RoomMembers(runtime, {
      online: requests.online,
      page: requests.members,
      isDirect: (user) => this.#isDirect(user),
      arrived: (conversation, transitions) => this.#arrivals.show(conversation, transitions),
    }, this.presence);
    const { conversations, members, me, timelines } = this;
    this.#arrivals = new Arrivals(runtime.clock, { conversations, members, me, timelines });
  }

  /** The highest seq known in a conversation, delivered or not. */
  head(conversation: ConversationId): number {
    return Math.max(this.position(conversation), this.conversations.find(conversation)?.head ?? 0);
  }

  /** The seq up to which events were delivered. */
  readonly position = (conversation: ConversationId) => this.feeds.position(conversation) ?? 0;

  /** Whether the message is in the timeline already, as an event. */
  shows({ conversation, id }: OutboxEntry): boolean {
    return (this.timelines.find(conversation)?.shows(id) ?? false) ||
      (this.threads.find(conversation)?.replies.shows(id) ?? false);
  }

  /** The outbox entries of a conversation changed. */
  outboxChanged(conversation: ConversationId): void {
    this.timelines.find(conversation)?.outgoingChanged();
    this.threads.find(conversation)?.replies.outgoingChanged();
  }

  /** Starts with what the page's HTML was drawn from. */
  seed({ me, limits = LIMITS, conversations, presence, open, mute, ...asked }: Snapshot): void {
    this.limits.value = limits;
    this.mute.value = mute;
    this.asked.take(asked);
    this.me.value = me;
    this.#learn(me);
    this.#takeAll(conversations);
    this.#takePresence(presence);
    if (open) this.restore(open);
  }

  /** Takes a page: what is between its end and the head is asked for; of a kept one, it is pushed. */
  restore(page: OpenPage): void {
    const { conversation, events, users, members, kept } = page;
    if (kept) this.beside.watch();
    this.#learnAll(users);
    this.beside.learn(conversation, page);
    if (members) {
      this.learnPeople(members.members);
      this.members.seed(conversation, members);
    }
    const { from = events[0]?.seq ?? 1, to = events.at(-1)?.seq ?? 0 } = page;
    const { head = 1 } = !kept && this.conversations.find(conversation) || {};
    if (to > 0) this.feeds.adopt(conversation, Math.max(to, head));
    const timeline = this.timelines.open(conversation);
    if (to > 0 || head === 0) timeline.seed({ events, from, to });
  }

  /** What `sync` is to continue from, and whether it is to tell of emoji. */
  holds(): Fields<"sync"> {
    const since = this.#continued = this.timelines.since();
    return { since, emoji: this.own.emoji.value?.version };
  }

  synced({ user, conversations, presence, users, mute }: ReplyOf<"sync">): void {
    this.mute.value = mute;
    this.me.value = user;
    this.beside.watch();
    this.#learn(user);
    this.#learnAll(users);
    const removed = this.#takeAll(conversations); // first: presence goes by who one talks to directly
    this.#takePresence(presence);
    for (const id of removed) this.#close(id);
    for (const { id, head } of conversations) {
      if (id in this.#continued) continue; // its events follow
      this.feeds.adopt(id, head);
      this.outbox.delivered(id, []);
    }
  }

  /** `sync` is gathered by the client, and of `goodbye` the connection's state tells. */
  pushed(push: Push): void {
    switch (push.type) {
      case "welcome":
        this.me.value = push.user;
        this.limits.value = push.limits;
        return;
      case "events":
        return this.feeds.receive(push);
      case "conversation":
        return push.gone ? this.left(push.conversation.id) : this.joined(push.conversation);
      case "invitations":
        return this.asked.take(push);
      case "users":
        return this.#learnAll(push.users);
      case "presence":
        for (const { user, name, role, state } of push.changes) {
          // A departure names who they were: by then they may be gone for good, without a name.
          if (state !== "offline") this.#learn({ id: user, name, role });
        }
        this.typing.onPresence(push.changes);
        this.#arrivals.onTransitions(this.presence.change(push.changes));
        if (push.counts) this.members.onCounts(push.counts);
        return;
      case "typing":
      case "typing-ended":
        if (push.user === this.me.value?.id) return;
        if (this.own.now.peek().blocked.includes(push.user)) return;
        return this.typing.onPush(push);
      case "read":
        this.members.onRead(push);
        return this.conversations.onRead(push, this.me.value?.id);
      case "mute":
        return void (this.mute.value = push.mute);
      case "thread":
        return void this.threads.learn(push);
      case "threads":
        return this.threads.ask();
      case "notice":
        return this.announcement.show(push);
      case "bookmark":
      case "voted":
        this.#redraw(this.beside.marked(push));
        return this.own.onPush(push, this.conversations);
      case "settings":
      case "sanctions":
      case "queue":
      case "emoji":
      case "answers":
      case "later":
      case "mentions":
      case "draft":
        return this.own.onPush(push, this.conversations);
    }
  }

  /** The user is in a conversation, or it was changed. */
  joined(summary: ConversationSummary): void {
    this.learnPeople(peopleBeside(summary));
    const isNew = !this.conversations.find(summary.id);
    this.conversations.put(summary);
    this.members.onSummary(summary.id);
    if (!isNew) return; // what is between, its events bring
    this.feeds.adopt(summary.id, summary.head);
    this.timelines.refresh(summary.id);
  }

  left(conversation: ConversationId): void {
    this.conversations.remove(conversation);
    this.#close(conversation);
  }

  /** The connection is lost: nothing is known of who types and who arrives. */
  disconnected(): void {
    this.feeds.disconnected();
    this.typing.endAll();
  }

  stop(): void {
    const { announcement, beside, conversations, members, timelines, threads } = this;
    for (const one of [announcement, beside, conversations, members, timelines, threads]) {
      one.stop();
    }
  }

  async #history(fields: Fields<"history">): Promise<ReplyOf<"history">> {
    const page = await this.requests.history(fields);
    const isOwn = ({ by }: LogEvent) => by === this.me.value?.id;
    this.#learnAll(page.users);
    this.beside.learn(fields.conversation, page);
    this.outbox.delivered(fields.conversation, page.events.filter(isOwn));
    return page;
  }

  #deliver(events: EventBatch, how: Continuity): void {
    const { conversation } = events;
    const me = this.me.value?.id;
    this.#learnAll(events.users);
    this.beside.quotes.learn(conversation, events.quotes);
    this.members.onEvents(events);
    const own = events.events.filter((event) => event.by === me && !wasMoved(event));
    this.typing.onEvents(events);
    this.#arrivals.onEvents(events);
    this.#redraw(this.beside.applyToQuotes(conversation, events.events));
    this.outbox.delivered(conversation, own);
    if (how === "continues") this.conversations.advance(events, me);
    else this.conversations.restart(conversation, this.position(conversation));
    this.timelines.find(conversation)?.deliver(events.events, how);
    this.threads.deliver(conversation, events.events, how);
    this.own.delivered(events);
    this.conversations.recount(events);
    if (how === "restarts") this.timelines.resume();
  }

  #redraw(concerns: Concerns | undefined): void {
    if (concerns) { for (const one of [this.timelines, this.threads]) one.redraw(concerns); }
  }

  /** What calls the user in a conversation. */
  #calls(conversation: ConversationId) {
    const isRoom = this.conversations.find(conversation)?.kind === "room";
    return (message: MessageEvent) => this.own.calls(message, this.me.value?.id, isRoom);
  }

  /** Whether the server tells of a user whatever is shown (P5). */
  #isDirect(user: UserId): boolean {
    return user === this.me.value?.id ||
      this.conversations.list.value.some((one) => peopleBeside(one).some(({ id }) => id === user));
  }

  #takeAll(conversations: readonly ConversationSummary[]): ConversationId[] {
    this.learnPeople(conversations.flatMap(peopleBeside));
    return this.conversations.replace(conversations);
  }

  #takePresence(everyone: ReplyOf<"sync">["presence"]): void {
    for (const { user, name, role } of everyone) this.#learn({ id: user, name, role });
    const keeps = (user: UserId) => this.members.has(user) && !this.#isDirect(user);
    this.presence.replace(everyone, keeps);
  }

  /** Takes people as they are called now. */
  learnPeople(people: readonly Person[]): void {
    this.#learnAll(profilesOf(people, (id) => this.beside.profiles.find(id)));
  }

  readonly #learn = (person: Person): void => this.learnPeople([person]);

  /** The server told who people are now. */
  readonly renewProfiles = (users: Profiles): void => batch(() => this.#learnAll(users));

  /** Takes profiles; whoever is called, or may do, something else now is drawn so everywhere (N6). */
  #learnAll(users: Profiles): void {
    for (const id of this.beside.profiles.learn(users)) {
      const profile = users[id];
      if (!profile) continue;
      const person: Person = { id, ...profile };
      if (this.me.value?.id === id) this.me.value = person;
      this.conversations.renewPerson(person);
      this.presence.renewPerson(person);
      this.members.renewPerson(person);
      this.typing.renewPerson(person);
      this.timelines.renewPerson(person);
      this.#redraw(this.beside.naming(id));
    }
  }

  #close(conversation: ConversationId): void {
    this.feeds.forget(conversation);
    this.beside.forget(conversation);
    this.threads.forget(conversation);
    this.timelines.close(conversation);
  }
}
