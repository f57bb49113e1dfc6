import type { Bookmark } from "../protocol/own_marks.ts";
import type {
  ConversationId,
  EventBatch,
  Person,
  PresenceChange,
  SentOut,
  UserId,
} from "../protocol/events.ts";
import type { KeptDraft } from "../protocol/requests/inbox.ts";
import type { ThreadStanding } from "../protocol/requests/threads.ts";
import type { Check } from "../kv/kv.ts";

/** One running copy of Palabre: a process, or a Worker of one. */
export type InstanceId = string;

/** What instances follow: one conversation, one user, or what concerns everyone. */
export type Topic = `conversation:${string}` | `user:${string}` | "everyone";

/** What instances send each other. All of it is a hint: what must not be lost is stored in KV. */
export type BusMessage =
  | { type: "events"; batch: EventBatch }
  | { type: "presence"; instance: InstanceId; changes: InstancePresence[] }
  /** `name`: those who follow the conversation may not have met the user. */
  | { type: "typing"; conversation: string; user: UserId; name?: string; thread?: number }
  /** They type there no more: they left, or were sent out. */
  | { type: "typing-ended"; conversation: string; user: UserId; thread?: number }
  /** How a thread stands for somebody who follows it, or has left it. */
  | ({ type: "thread"; user: UserId; conversation: string; root: number } & ThreadStanding)
  /**
   * `connection`: the one that said so, which need not be told. `back`: the user marked what is after
   * `seq` as unread. `at`: when (milliseconds UTC); those of two instances may overtake each other.
   */
  | {
    type: "read";
    conversation: string;
    user: UserId;
    seq: number;
    connection?: string;
    back?: true;
    at?: number;
  }
  /** How far others are told that people have read; who lets nobody see it is left out. */
  | { type: "receipts"; conversation: string; reads: ReadBy[] }
  /** The user's list of conversations changed: joined, left, invited, made. */
  | { type: "membership"; user: UserId; conversation: string; member: boolean }
  /** For the other devices of a user: `connection` is the one that said so. */
  | { type: "draft"; user: UserId; draft: KeptDraft; connection?: string }
  | {
    type: "mention-done";
    user: UserId;
    conversation: string;
    target: number;
    on: boolean;
    connection?: string;
  }
  /** What a user chose in a secret poll, for all their devices: no event says it. */
  | { type: "voted"; user: UserId; conversation: string; target: number; options: number[] }
  /** What a user bookmarked, or did not any more. */
  | {
    type: "bookmark";
    user: UserId;
    conversation: string;
    target: number;
    bookmark?: Bookmark;
  }
  /** The rooms that a user is asked into changed. */
  | { type: "invitations"; user: UserId }
  /** A moderator decided about a message of a user, by its own id. */
  | { type: "held"; user: UserId; id: string }
  /** What a user has for later changed: this of it. */
  | { type: "later"; user: UserId; id: string }
  /** That was changed: forget what is cached of it and read it again. Settings and the queue have none. */
  | { type: "changed"; what: ChangedRow; id: string; sentOut?: SentOut }
  /** A guest left for good, which is told as such (P4). */
  | { type: "left"; user: UserId }
  /** End these connections of a user: all, or those of one session. */
  | { type: "expel"; user: UserId; session?: string; why: Expulsion }
  | { type: "notice"; level: "info" | "warning"; text: string; until?: number }
  /** All instances end at a time; with an empty text, each reader gets a default in their language. */
  | { type: "shutdown"; at: number; text: string; then: "restart" | "shutdown" }
  | { type: "shutdown-cancelled" }
  /** Raid mode began until then, or ended now (milliseconds UTC). */
  | { type: "raid"; until: number }
  /**
   * Who is connected there, or by which sessions is one user? Each instance answers with
   * `connected-here`, in one message or several.
   */
  | { type: "who-is-connected"; ask: string; user?: UserId }
  | {
    type: "connected-here";
    ask: string;
    instance: InstanceId;
    connected: ConnectedHere[];
    more: boolean;
  };

/** How far a user has read, and when: milliseconds UTC. */
export interface ReadBy {
  user: UserId;
  seq: number;
  at: number;
}

/** What can be changed; `personal-settings`, `push-devices`, `outgoing`: of the user with this id. */
export type ChangedRow =
  | "user"
  | "conversation"
  | "sanctions"
  | "settings"
  | "queue"
  /** Of what somebody reported, by their id. */
  | "answers"
  | "personal-settings"
  | "push-devices"
  | "outgoing";

/** One user's connections on one instance. `since` in milliseconds UTC. */
export interface ConnectedHere {
  user: Person;
  connections: number;
  since: number;
  /** By which sessions; where one user was asked for. */
  sessions?: string[];
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
   * Registers interest in topics. Resolves once the registry holds it: whoever reads the log after
   * that misses no event. Counted: each `follow` needs an `unfollow`. Throws `Unavailable` once closed.
   */
  follow(topics: readonly Topic[]): Promise<void>;
  unfollow(topics: readonly Topic[]): void;
  /**
   * Sends to the other instances that follow the topics; looks them up now, so call it after the
   * commit. Never throws: receivers notice a gap and read the log.
   */
  publish(messages: readonly Published[]): Promise<void>;
  /** Called with each message, in the order in which each sender sent it, sometimes twice. */
  onMessage(receive: (topic: Topic, message: BusMessage) => void): void;
  /** A commit that was given up may still be applied and never published: raises suspicions later. */
  suspectLater(): void;
  /** Called when hints may have been missed: compare the heads of all that is followed. */
  onSuspicion(suspect: () => void): void;
  /** Called when an instance is gone; `swept`: this one removed it and deletes its rows. */
  onDeparture(departed: (instance: InstanceId, swept: boolean) => void): void;
  /**
   * Whether no other instance was live when the roster was last read, at most 5 s ago. Meanwhile
   * nobody else changes what this instance has read.
   */
  readonly alone: boolean;
  /**
   * While alone: what a commit checks to prove that nobody has joined. If it holds, nobody else needs
   * to be sent what was committed: who joins later reads the log after that.
   */
  aloneCheck(): Check | undefined;
  /** A commit with `aloneCheck` that began at `startedAt` held. */
  confirmAlone(startedAt: number): void;
  /** Reads the roster again: a commit with `aloneCheck` failed. Never throws. */
  refresh(): Promise<void>;
  /** The live instances, this one included. */
  instances(): InstanceId[];
  /** Leaves the registry and ends all timers and watches, within 2 s. Never throws. */
  close(): Promise<void>;
}
