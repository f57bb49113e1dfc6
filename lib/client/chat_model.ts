import { batch } from "@preact/signals";
import type { ConversationId, ConversationSummary, UserId } from "../protocol/events.ts";
import { MAX_PROFILES } from "../protocol/limits.ts";
import type { Push } from "../protocol/server_frames.ts";
import { type Logger, stderrLogger } from "../runtime/logger.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { ChatState } from "./chat_state.ts";
import { Client, type Endpoint } from "./client.ts";
import type { ChatModel, OpenPage, OutboxStorage, ReplyPlace, Snapshot } from "./model.ts";
import { OwnThreads } from "./own_threads.ts";
import { MessageActions } from "./message_actions.ts";
import { Outbox } from "./outbox.ts";
import type { UploadingMessages } from "./outbox_context.ts";
import { OwnPolls } from "./own_polls.ts";
import { Personal } from "./personal.ts";
import { OwnPresence } from "./own_presence.ts";
import { ReadPositions } from "./read_positions.ts";
import { createReactions } from "./create_reactions.ts";
import type { Reactions } from "./reactions.ts";
import type { Fields } from "./requests.ts";
import type { ClientRuntime } from "./runtime.ts";
import { ServerClock } from "./server_clock.ts";
import { memoryOutbox } from "./storage.ts";
import { typingPlace } from "./typing.ts";

/** After these, what was not sent yet is sent only if the user still wants it. */
const SENT_OUT: ReadonlySet<string> = new Set(["kicked", "banned"]);

export interface ChatModelOptions {
  endpoint: Endpoint;
  clock: Clock;
  random: Random;
  logger?: Logger;
  /** Where the outbox survives a reload; by default it lives as long as the model. */
  outbox?: OutboxStorage;
  /** What the page's HTML was drawn from: the first picture without a request. */
  snapshot?: Snapshot;
  /** The server's time when it drew the page, milliseconds UTC; `welcome` tells it anew. */
  serverNow?: number;
}

/** A chat whose threads can be opened. */
export interface LiveChat extends ChatModel {
  readonly threads: OwnThreads;
  readonly outbox: UploadingMessages;
  /** Told each push after the model took it: for what keeps pages on this device. */
  heard: ((push: Push) => void) | undefined;
  /** Shows a page that was kept on this device, where nothing is loaded. */
  restore(page: OpenPage): void;
}

/** One user's chat, as interfaces draw it. Nothing connects before `start`. */
export function createChatModel(options: ChatModelOptions): LiveChat {
  return new LiveChatModel(options);
}

/** The model over one `Client`: state from its pushes, and an outbox, read positions and presence. */
class LiveChatModel extends MessageActions implements ChatModel {
  readonly #clock: ServerClock;
  readonly #client: Client;
  readonly #state: ChatState;
  readonly outbox: Outbox;
  readonly #readPositions: ReadPositions;
  readonly threads: OwnThreads;
  readonly polls: OwnPolls;
  readonly #presence: OwnPresence;
  readonly personal: Personal;
  heard: ((push: Push) => void) | undefined;
  #resumed = 0; // how often it was online
  readonly reactions: Reactions;
  /** When typing was last told in each conversation, by `Clock.elapsed`. */
  readonly #typedAt = new Map<string, number>();
  #stopListening = () => {};
  #stopHolding = () => {};
  #loading: Promise<void> | undefined;

  constructor(options: ChatModelOptions) {
    super();
    const { endpoint, random, snapshot, logger = stderrLogger } = options;
    const clock = this.#clock = new ServerClock(options.clock, options.serverNow);
    const runtime: ClientRuntime = { clock, random, logger };
    const online = () => this.#online();
    this.#client = new Client({
      endpoint,
      ...runtime,
      holds: () => this.#state.holds(),
      onSync: (synced) => batch(() => this.#state.synced(synced)),
      onPush: (push) => {
        if (push.type === "welcome" && push.now !== undefined) clock.set(push.now);
        if (push.type === "draft") this.personal.drafts.receive(push.draft);
        batch(() => this.#state.pushed(push));
        if (push.type === "held") this.outbox.askAgain();
        this.heard?.(push);
      },
    });
    this.#state = new ChatState(runtime, {
      online,
      history: (fields) => this.#client.request("history", fields),
      members: (fields) => this.#members(fields),
    }, {
      entries: (conversation) => this.outbox.entries(conversation),
      delivered: (conversation, own) => {
        this.outbox.delivered(conversation, own);
        this.personal.delivered(conversation, own);
      },
    });
    this.outbox = new Outbox(runtime, options.outbox ?? memoryOutbox(), {
      online,
      send: ({ writtenAt: _, state: __, ...message }) => this.#client.request("send", message),
      withdraw: (id) => void this.#client.request("withdraw", { id }).catch(() => {}),
    }, this.#state);
    const tell: Client["request"] = (type, fields) => this.#client.request(type, fields);
    const tellRead = (conversation: string, seq: number) => tell("read", { conversation, seq });
    const isRead = (conversation: string, seq: number) =>
      (this.#state.conversations.find(conversation)?.read ?? 0) >= seq;
    this.#readPositions = new ReadPositions(clock, online, tellRead, isRead);
    this.personal = new Personal(clock, this.#state.own, { online, ask: this.#request, tell });
    this.threads = new OwnThreads(clock, this.#state.threads, { online, ask: this.#request, tell });
    this.polls = new OwnPolls(this.#request, this.#state, random);
    this.#presence = new OwnPresence(clock, online, (frame) => this.#client.sendSignal(frame));
    this.reactions = createReactions(this.#request, this.#state);
    if (snapshot) this.#state.seed(snapshot);
    this.#state.own.seed(snapshot ?? {});
  }

  get connection() {
    return this.#client.state;
  }
  get me() {
    return this.#state.me;
  }
  get limits() {
    return this.#state.limits;
  }
  get conversations() {
    return this.#state.conversations.list;
  }
  get presence() {
    return this.#state.presence.known;
  }
  get mute() {
    return this.#state.mute;
  }
  get invitations() {
    return this.#state.asked.invitations;
  }
  get requests() {
    return this.#state.asked.requests;
  }
  get members() {
    return this.#state.members;
  }
  get names() {
    return this.#state.beside.profiles.names;
  }
  get notice() {
    return this.#state.announcement.notice;
  }
  get gaps() {
    return this.#state.feeds.gaps;
  }

  readonly now = () => this.#clock.now();
  typing(conversation: ConversationId, thread?: number) {
    return this.#state.typing.names(typingPlace(conversation, thread));
  }
  readonly timeline = (conversation: ConversationId) => this.#state.timelines.open(conversation);
  readonly personNamed = (name: string) => this.#state.beside.profiles.named(name);
  readonly profileOf = (user: UserId) => this.#state.beside.profiles.shown(user);
  get renewed() {
    return this.#state.beside.profiles.renewed;
  }
  readonly stateOf = (user: UserId) => this.#state.presence.stateOf(user);
  readonly restore = (page: OpenPage) => batch(() => this.#state.restore(page));

  start(): void {
    this.#stopListening();
    let wasOnline = false;
    this.#stopListening = this.#client.state.subscribe(() => {
      if (this.#online() === wasOnline) return;
      wasOnline = !wasOnline;
      if (wasOnline) this.#resume();
      else this.#disconnected();
    });
    this.#stopHolding();
    this.#stopHolding = this.#client.state.subscribe((now) => {
      if (now.state === "ended" && SENT_OUT.has(now.reason)) this.outbox.hold();
    });
    this.#loading ??= this.outbox.load();
    this.#presence.start();
    this.#client.start();
  }

  readonly retryNow = (): void => this.#client.retryNow();
  readonly networkLost = (): void => this.#client.networkLost();

  stop(): void {
    this.#client.stop();
    this.#stopListening();
    this.#stopHolding();
    this.#readPositions.stop();
    this.threads.stop();
    this.personal.stop();
    this.#presence.stop();
    this.#state.stop();
  }

  send(conversation: ConversationId, text: string, place: ReplyPlace = {}): Promise<void> {
    this.#presence.comeBack();
    const { replyTo, thread, alsoInRoom } = place;
    for (const seq of [replyTo, alsoInRoom ? thread : undefined]) {
      const quoted = seq && this.#state.threads.message(conversation, seq);
      if (quoted) this.#state.beside.quotes.put(conversation, quoted);
    }
    // Whoever sends wants to see the message, which goes to the end. A failure shows at the send.
    const timeline = thread === undefined
      ? this.#state.timelines.find(conversation)
      : this.#state.threads.find(conversation)?.replies;
    if (timeline?.hasNewer.value) timeline.toLatest().catch(() => {});
    const draft = thread === undefined ? this.personal.drafts.end(conversation) : undefined;
    return this.outbox.add(conversation, text, {
      ...place,
      ...(draft !== undefined && { draft }),
    });
  }
  readonly retry = (id: string) => this.outbox.retry(id);
  readonly discard = (id: string) => this.outbox.discard(id);

  protected joined(conversation: ConversationSummary): void {
    this.#state.joined(conversation);
  }
  async create(room: { name: string; topic?: string; private?: boolean }) {
    const { conversation } = await this.#request("create", room);
    this.#state.joined(conversation);
    return conversation;
  }
  async join(room: { conversation?: string; room?: string }) {
    const { conversation } = await this.#request("join", room);
    this.#state.joined(conversation);
    this.#state.asked.answered(conversation.id);
    return conversation;
  }
  async leave(conversation: ConversationId): Promise<void> {
    await this.#request("leave", { conversation });
    this.#state.left(conversation);
  }
  async decline(conversation: ConversationId): Promise<void> {
    await this.#request("decline", { conversation });
    this.#state.asked.answered(conversation);
  }
  rooms(page: { query?: string; after?: string } = {}) {
    return this.#request("rooms", page);
  }
  async people(query: string, conversation?: ConversationId) {
    return (await this.#request("people", { query, conversation })).people;
  }

  markRead(conversation: ConversationId, seq: number): void {
    const known = this.#state.conversations.find(conversation);
    // Where one is new, the first look is said, though nothing is unread.
    if (seq < (known?.read ?? 0) || seq === known?.read && !known.unseen) return;
    this.#state.conversations.readUpTo(conversation, seq);
    this.#readPositions.mark(conversation, seq);
  }
  markUnread(conversation: ConversationId, seq: number): Promise<void> {
    const put = () => this.#request("unread", { conversation, seq });
    const told = () => this.#readPositions.putBack(conversation, put);
    return this.#state.conversations.markUnread(conversation, seq - 1, told);
  }
  writing(conversation: ConversationId, thread?: number): void {
    const now = this.#clock.elapsed();
    const { everyMs } = this.#state.limits.value.typing;
    const place = typingPlace(conversation, thread);
    if (now - (this.#typedAt.get(place) ?? -Infinity) < everyMs) return;
    this.#typedAt.set(place, now);
    this.#client.sendSignal({ type: "typing", conversation, thread });
  }
  readonly touch = (): void => this.#presence.touch();
  setVisible(visible: boolean): void {
    if (!visible) {
      this.#readPositions.flush();
      this.threads.flush();
    }
    this.#presence.setVisible(visible);
  }
  setStatus(status: string, until?: number): void {
    this.#presence.setStatus(status, until);
  }
  readonly away = (status: string): void => this.#presence.leave(status);

  #online(): boolean {
    return this.#client.state.value.state === "online";
  }

  /** What a person asks for while the page connects waits for the connection. */
  readonly #request: Client["request"] = async (type, fields) => {
    if (!this.#online()) await this.#client.settled();
    return await this.#client.request(type, fields);
  };

  protected readonly ask: Client["request"] = (type, fields) => this.#request(type, fields);

  async #members(fields: Fields<"members">) {
    const page = await this.#client.request("members", fields);
    this.#state.learnPeople(page.members);
    return page;
  }

  /** Whoever was renamed while nobody could tell is called so now (N6). */
  #renewProfiles(): void {
    const users = this.#state.timelines.people(MAX_PROFILES);
    if (users.length === 0) return;
    this.#client.request("profiles", { users }).then(
      (reply) => this.#state.renewProfiles(reply.users),
      () => {}, // the next time
    );
  }

  /** What was bookmarked, or not any more, while nobody could tell is so now (M12). */
  #renewBookmarks(): void {
    this.#client.request("bookmarks", {}).then((page) => {
      batch(() =>
        this.#state.beside.marks.missed(page).forEach((push) => this.#state.pushed(push))
      );
    }, () => {}); // the next time
  }

  #resume(): void {
    this.#presence.resume();
    this.#state.members.resume();
    this.#state.timelines.resume();
    this.#readPositions.reconnected();
    this.threads.resume();
    this.outbox.askAgain();
    this.outbox.work();
    if (this.#resumed++ > 0) {
      this.#renewProfiles();
      this.#renewBookmarks();
    }
    this.personal.resume();
    // Refused or lost, what is known stays until the next time.
    const { asked } = this.#state;
    this.#client.request("invitations", {}).then((now) => asked.take(now), () => {});
  }

  #disconnected(): void {
    this.#state.disconnected();
    this.outbox.disconnected();
  }
}
