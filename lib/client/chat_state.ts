import { batch, signal } from "@preact/signals";
import type {
  ConversationId,
  ConversationSummary,
  EventBatch,
  LogEvent,
  Person,
  UserId,
} from "../protocol/events.ts";
import { LIMITS, type Limits } from "../protocol/limits.ts";
import type { Member, Push, PushOf, ReplyOf } from "../protocol/server_frames.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random, Timer } from "../world/world.ts";
import { Arrivals } from "./arrivals.ts";
import { Conversations } from "./conversations.ts";
import { type Continuity, Feeds } from "./feeds.ts";
import type { OutboxEntry, Snapshot, TimelineItem } from "./model.ts";
import { type Passage, PresenceList } from "./presence.ts";
import { KnownProfiles } from "./profiles.ts";
import type { Fields } from "./requests.ts";
import { Timelines } from "./timelines.ts";
import { Typing } from "./typing.ts";

export interface ChatStateHost {
  clock: Clock;
  random: Random;
  report: Report;
  online(): boolean;
  history(fields: Fields<"history">): Promise<ReplyOf<"history">>;
  members(conversation: ConversationId): Promise<Member[]>;
  /** What waits in the outbox of a conversation. */
  outgoing(conversation: ConversationId): readonly OutboxEntry[];
  /** The user's own events of what was delivered; none where only the position moved. */
  delivered(conversation: ConversationId, own: readonly LogEvent[]): void;
}

/** What the server told so far: each push and each `sync` goes in, signals come out. */
export class ChatState {
  readonly me = signal<Person | undefined>(undefined);
  readonly limits = signal<Limits>(LIMITS);
  readonly notice = signal<PushOf<"notice"> | undefined>(undefined);
  readonly presence = new PresenceList();
  readonly feeds: Feeds;
  readonly conversations: Conversations;
  readonly timelines: Timelines;
  readonly typing: Typing;
  readonly #arrivals: Arrivals;
  readonly #profiles = new KnownProfiles();
  #noticeEnds: Timer | undefined;
  #continued: Record<ConversationId, number> = {}; // what the last `sync` asked to continue
  #passages = 0;

  constructor(readonly host: ChatStateHost) {
    const { clock, random, report, online, outgoing, members } = host;
    const history = (fields: Fields<"history">) => this.#history(fields);
    this.feeds = new Feeds({
      clock,
      random,
      report,
      history,
      deliver: (events, how) => batch(() => this.#deliver(events, how)),
    });
    this.timelines = new Timelines({
      clock,
      report,
      online,
      history,
      outgoing,
      position: (conversation) => this.feeds.position(conversation),
      adopt: (conversation, head) => this.feeds.adopt(conversation, head),
      draw: (event) => this.#draw(event),
    });
    this.conversations = new Conversations(
      clock,
      (id, seq) => this.timelines.find(id)?.countAfter(seq, this.me.value?.id ?? ""),
    );
    this.typing = new Typing(clock, (user) => this.#profiles.find(user)?.name);
    this.#arrivals = new Arrivals({
      members,
      find: (conversation) => this.conversations.find(conversation),
      show: (conversation, passages) => this.#show(conversation, passages),
    });
  }

  /** The highest seq heard of in a conversation, delivered or not. */
  head(conversation: ConversationId): number {
    const head = this.conversations.find(conversation)?.head ?? 0;
    return Math.max(this.feeds.position(conversation) ?? 0, head);
  }

  /** Begins with what the page's HTML was drawn from. */
  seed({ me, conversations, presence, open }: Snapshot): void {
    this.me.value = me;
    this.#meet(me);
    this.#takeAll(conversations);
    this.#takePresence(presence);
    if (!open) return;
    const { conversation, events, users } = open;
    this.#profiles.learn(users);
    const last = events.at(-1);
    if (last) this.feeds.adopt(conversation, last.seq);
    const timeline = this.timelines.open(conversation);
    const isEmpty = this.conversations.find(conversation)?.head === 0;
    if (last || isEmpty) timeline.seed(events);
  }

  /** What `sync` is to continue from. */
  since(): Record<ConversationId, number> {
    return this.#continued = this.timelines.since();
  }

  synced({ user, conversations, presence, users }: ReplyOf<"sync">): void {
    this.me.value = user;
    this.#meet(user);
    this.#profiles.learn(users);
    this.#takePresence(presence);
    for (const gone of this.#takeAll(conversations)) this.#drop(gone);
    for (const { id, head } of conversations) {
      if (id in this.#continued) continue; // its events follow
      this.feeds.adopt(id, head);
      this.host.delivered(id, []);
    }
  }

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
      case "presence":
        for (const { user, name, role } of push.changes) this.#rename({ id: user, name, role });
        return void this.#arrivals.passed(
          this.timelines.followed(),
          this.presence.change(push.changes).filter(({ user }) => user !== this.me.value?.id),
        );
      case "typing":
        if (push.user !== this.me.value?.id) this.typing.hear(push.conversation, push.user);
        return;
      case "read":
        return this.conversations.hear(push, this.me.value?.id);
      case "notice":
        return this.#announce(push);
      case "goodbye":
        return; // the connection's state tells
    }
  }

  /** The user is in a conversation, or it was changed. */
  joined(summary: ConversationSummary): void {
    if (summary.with) this.#meet(summary.with);
    const isNew = !this.conversations.find(summary.id);
    this.conversations.put(summary);
    if (!isNew) return; // what is between, its events bring
    this.feeds.adopt(summary.id, summary.head);
    this.timelines.refresh(summary.id);
  }

  left(conversation: ConversationId): void {
    this.conversations.remove(conversation);
    this.#drop(conversation);
  }

  /** The connection is gone: who types and who came is no longer heard. */
  lose(): void {
    this.feeds.lose();
    this.typing.endAll();
    this.#arrivals.forget();
  }

  stop(): void {
    this.#noticeEnds?.cancel();
    this.conversations.stop();
    this.timelines.stop();
  }

  /** Somebody may be called, or may do, something else now: the user too. */
  #rename(person: Person): void {
    this.#meet(person);
    const me = this.me.value;
    if (me?.id !== person.id || (me.name === person.name && me.role === person.role)) return;
    this.me.value = person;
  }

  async #history(fields: Fields<"history">): Promise<ReplyOf<"history">> {
    const page = await this.host.history(fields);
    this.#profiles.learn(page.users);
    const me = this.me.value?.id;
    this.host.delivered(fields.conversation, page.events.filter(({ by }) => by === me));
    return page;
  }

  #deliver(events: EventBatch, how: Continuity): void {
    const { conversation } = events;
    const me = this.me.value?.id;
    this.#profiles.learn(events.users);
    this.#arrivals.delivered(events);
    const own: LogEvent[] = [];
    for (const event of events.events) {
      if (event.by === me) own.push(event);
      else if (event.kind === "message") this.typing.end(conversation, event.by);
    }
    this.host.delivered(conversation, own);
    if (how === "continues") this.conversations.advance(events, me);
    else this.conversations.restart(conversation, this.feeds.position(conversation) ?? 0);
    this.timelines.find(conversation)?.deliver(events.events, how);
    if (how === "restarts") this.timelines.resume();
  }

  #draw(event: LogEvent): TimelineItem | undefined {
    const author = this.#profiles.of(event.by);
    switch (event.kind) {
      case "message": {
        const own = event.by === this.me.value?.id;
        const key = own ? event.id : `at-${event.seq}`; // its outbox entry had the id for a key
        return { is: "message", key, event, author, own };
      }
      case "join":
      case "leave":
      case "topic":
      case "rename":
        return { is: "change", key: `at-${event.seq}`, event, author };
      default:
        return undefined; // folded into the message that it changes
    }
  }

  #show(conversation: ConversationId, passages: readonly Passage[]): void {
    const timeline = this.timelines.find(conversation);
    const at = this.host.clock.now();
    for (const { name, state } of passages) {
      const key = `passage-${++this.#passages}`;
      timeline?.addPresence({ is: "presence", key, at, name, state });
    }
  }

  #takeAll(conversations: readonly ConversationSummary[]): ConversationId[] {
    for (const { with: other } of conversations) if (other) this.#meet(other);
    return this.conversations.replace(conversations);
  }

  #takePresence(everyone: ReplyOf<"sync">["presence"]): void {
    for (const { user, name, role } of everyone) this.#meet({ id: user, name, role });
    this.presence.replace(everyone);
  }

  #meet({ id, name, role }: Person): void {
    this.#profiles.learn({ [id]: { name, role } } satisfies Record<UserId, unknown>);
  }

  #drop(conversation: ConversationId): void {
    this.feeds.forget(conversation);
    this.timelines.close(conversation);
  }

  #announce(notice: PushOf<"notice">): void {
    this.notice.value = notice;
    this.#noticeEnds?.cancel();
    if (notice.until === undefined) return;
    const leftMs = notice.until - this.host.clock.now();
    this.#noticeEnds = this.host.clock.after(leftMs, () => (this.notice.value = undefined));
  }
}
