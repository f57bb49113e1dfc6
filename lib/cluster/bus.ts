import type {
  ConversationId,
  EventBatch,
  Person,
  PresenceChange,
  UserId,
} from "../protocol/events.ts";

/** One running copy of Palabre: a process, or a Worker of one. */
export type InstanceId = string;

/** What instances follow: one conversation, one user's own affairs, or what concerns everyone. */
export type Topic = `conversation:${string}` | `user:${string}` | "everyone";

/** What instances tell each other. All of it is a hint: what must not be lost stands in KV. */
export type BusMessage =
  | { type: "events"; batch: EventBatch }
  | { type: "presence"; instance: InstanceId; changes: InstancePresence[] }
  | { type: "typing"; conversation: string; user: UserId }
  | { type: "read"; conversation: string; user: UserId; seq: number }
  /** The user's list of conversations changed: joined, left, invited, made. */
  | { type: "membership"; user: UserId; conversation: string; member: boolean }
  /** That was changed: forget what is cached of it and read it again. The settings have no id. */
  | { type: "changed"; what: "user" | "conversation" | "sanctions" | "settings"; id: string }
  /** End these connections of a user: all, or those of one session. */
  | { type: "expel"; user: UserId; session?: string; why: Expulsion }
  | { type: "notice"; level: "info" | "warning"; text: string; until?: number }
  /** All instances end at a time; an empty text is said in each reader's language. */
  | { type: "shutdown"; at: number; text: string; then: "restart" | "shutdown" }
  | { type: "shutdown-cancelled" }
  /** Who is connected there? Each instance answers with `counted`, in one message or several. */
  | { type: "census"; ask: string }
  | {
    type: "counted";
    ask: string;
    instance: InstanceId;
    connected: ConnectedHere[];
    more: boolean;
  };

/** One user's connections on one instance. `since` in milliseconds UTC. */
export interface ConnectedHere {
  user: Person;
  connections: number;
  since: number;
  /** The conversation that the user last read, or wrote, from there. */
  place?: ConversationId;
}

/** A user's presence on one instance. `offline`: no connection is left there. */
export type InstancePresence = PresenceChange;

/** Why connections are ended. Times in milliseconds UTC. */
export type Expulsion =
  | { reason: "session-ended" }
  | { reason: "kicked"; until: number; words: string }
  | { reason: "banned"; until?: number; words: string };

/** A message and the instances that it is for: those that follow the topic. */
export interface Published {
  topic: Topic;
  message: BusMessage;
}

/** The link between instances. This instance never receives what it published itself. */
export interface Bus {
  readonly instance: InstanceId;
  /**
   * Registers interest in topics. Resolves once the registry holds it: read the log after that, and
   * no event can be missed. Counted: as many `unfollow` as `follow` end it.
   */
  follow(topics: readonly Topic[]): Promise<void>;
  unfollow(topics: readonly Topic[]): void;
  /**
   * Tells the other instances that follow the topics; looks them up now, so call it after the commit.
   * Never throws: what could not be said is repaired by the receivers.
   */
  publish(messages: readonly Published[]): Promise<void>;
  /** All of it arrives here, in the order each sender sent it, sometimes twice. */
  onMessage(receive: (topic: Topic, message: BusMessage) => void): void;
  /** What was given up may still be written, and nobody would tell: in a while, all suspect. */
  doubt(): void;
  /** Hints may have been missed: compare the heads of all that is followed. */
  onSuspicion(suspect: () => void): void;
  /** An instance is gone for good; `swept` says that this one removed it and speaks for it. */
  onDeparture(departed: (instance: InstanceId, swept: boolean) => void): void;
  /** The live instances, this one included. */
  instances(): InstanceId[];
  /** Says good-bye to the registry and ends all timers and watches. */
  close(): Promise<void>;
}
