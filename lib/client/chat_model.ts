import { batch } from "@preact/signals";
import type { ConversationId } from "../protocol/events.ts";
import { type Report, reportToStderr } from "../world/report.ts";
import type { Clock, Random } from "../world/world.ts";
import { Activity } from "./activity.ts";
import { ChatState } from "./chat_state.ts";
import { Client } from "./client.ts";
import type { ChatModel, OutboxStorage, Snapshot } from "./model.ts";
import { type Exclusive, Outbox } from "./outbox.ts";
import { Reading } from "./reading.ts";
import type { AskRefusal } from "./refusal.ts";
import { memoryOutbox } from "./storage.ts";
import type { Transport } from "./transport.ts";

export interface ChatModelOptions {
  transport: Transport;
  /** The absolute `ws:` or `wss:` URL of `/ws`. */
  url: string;
  clock: Clock;
  random: Random;
  /** Why the server lets one in no more, where the socket does not say it. */
  refusal?: AskRefusal;
  /** Where the outbox survives a reload; by default it lives as long as the model. */
  storage?: OutboxStorage;
  /** Keeps the outbox to one tab at a time: `(name, run) => navigator.locks.request(name, run)`. */
  exclusive?: Exclusive;
  /** What the page's HTML was drawn from: the first picture without a request. */
  snapshot?: Snapshot;
  report?: Report;
}

/** One user's chat, as interfaces draw it. Nothing connects before `start`. */
export function createChatModel(options: ChatModelOptions): ChatModel {
  const { clock, random, snapshot, report = reportToStderr } = options;

  const client: Client = new Client({
    ...options,
    report,
    since: () => state.since(),
    onSync: (synced) => batch(() => state.synced(synced)),
    onPush: (push) => batch(() => state.pushed(push)),
  });
  const online = () => client.state.value.state === "online";
  // What a person asks for as the page comes alive waits for the line that is just being made.
  const ask: typeof client.request = async (type, fields) => {
    if (!online()) await client.settled();
    return await client.request(type, fields);
  };
  const members = async (conversation: ConversationId) =>
    (await client.request("members", { conversation })).members;

  const state: ChatState = new ChatState({
    clock,
    random,
    report,
    online,
    members,
    history: (fields) => client.request("history", fields),
    outgoing: (conversation) => outbox.of(conversation),
    delivered: (conversation, own) => outbox.delivered(conversation, own),
  });
  const outbox: Outbox = new Outbox({
    clock,
    random,
    report,
    online,
    storage: options.storage ?? memoryOutbox(),
    exclusive: options.exclusive,
    send: ({ conversation, id, text, after, replyTo }) =>
      client.request("send", { conversation, id, text, after, replyTo }),
    shows: ({ conversation, id }) => state.timelines.find(conversation)?.shows(id) ?? false,
    seen: (conversation) => state.head(conversation),
    position: (conversation) => state.feeds.position(conversation) ?? 0,
    changed: (conversation) => state.timelines.find(conversation)?.outgoingChanged(),
  });
  const reading = new Reading(
    clock,
    online,
    (conversation, seq) => client.request("read", { conversation, seq }),
  );
  const activity = new Activity(clock, (now) => client.say({ type: "presence", state: now }));
  const wroteAt = new Map<ConversationId, number>();
  let unsaidStatus: { status: string; until?: number } | undefined;
  let listening = () => {};
  let loading: Promise<void> | undefined;

  if (snapshot) state.seed(snapshot);

  function sayStatus(): void {
    if (!online() || !unsaidStatus) return;
    client.say({ type: "presence", ...unsaidStatus });
    unsaidStatus = undefined;
  }

  function setStatus(status: string, until?: number): void {
    unsaidStatus = { status, until };
    sayStatus();
  }

  function resume(): void {
    if (activity.state === "away") client.say({ type: "presence", state: "away" });
    sayStatus();
    state.timelines.resume();
    reading.resume();
    outbox.work();
  }

  function lose(): void {
    state.lose();
    outbox.lose();
  }

  return {
    connection: client.state,
    me: state.me,
    limits: state.limits,
    conversations: state.conversations.list,
    presence: state.presence.known,
    notice: state.notice,
    gaps: state.feeds.gaps,
    typing: (conversation) => state.typing.names(conversation),
    timeline: (conversation) => state.timelines.open(conversation),
    stateOf: (user) => state.presence.stateOf(user),

    start() {
      listening();
      let wasOnline = false;
      listening = client.state.subscribe(() => {
        if (online() === wasOnline) return;
        wasOnline = !wasOnline;
        if (wasOnline) resume();
        else lose();
      });
      loading ??= outbox.load();
      activity.start();
      client.start();
    },
    retryNow: () => client.retryNow(),
    stop() {
      client.stop();
      listening();
      reading.stop();
      activity.stop();
      state.stop();
    },

    send(conversation, text, replyTo) {
      const timeline = state.timelines.find(conversation);
      if (activity.comeBack()) setStatus("");
      // Who writes wants to see it, and it goes to the end.
      if (timeline?.hasNewer.value) timeline.toLatest().catch(() => {}); // refused: seen at the send
      return outbox.add(conversation, text, replyTo);
    },
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),

    async open(name) {
      const { conversation } = await ask("open", { with: name });
      state.joined(conversation);
      return conversation;
    },
    async create(room) {
      const { conversation } = await ask("create", room);
      state.joined(conversation);
      return conversation;
    },
    async join(room) {
      const { conversation } = await ask("join", room);
      state.joined(conversation);
      return conversation;
    },
    async leave(conversation) {
      await ask("leave", { conversation });
      state.left(conversation);
    },
    async invite(conversation, user) {
      await ask("invite", { conversation, user });
    },
    async topic(conversation, topic) {
      await ask("topic", { conversation, topic });
    },
    async remove(conversation, target) {
      await ask("delete", { conversation, target });
    },
    members,
    rooms: async () => (await ask("rooms", {})).rooms,
    people: async (query) => (await ask("people", { query })).people,

    markRead(conversation, seq) {
      if (seq <= (state.conversations.find(conversation)?.read ?? 0)) return;
      state.conversations.readUpTo(conversation, seq);
      reading.mark(conversation, seq);
    },
    writing(conversation) {
      const now = clock.elapsed();
      const { everyMs } = state.limits.value.typing;
      if (now - (wroteAt.get(conversation) ?? -Infinity) < everyMs) return;
      wroteAt.set(conversation, now);
      client.say({ type: "typing", conversation });
    },
    touch: () => activity.touch(),
    setVisible(visible) {
      if (!visible) reading.flush();
      activity.setVisible(visible);
    },
    setStatus,
    away(status) {
      setStatus(status);
      activity.leave();
    },
  };
}
