import type { SeededRandom } from "../support/seeded_random.ts";

/** What the store does to one instance for a while. */
export type Weather = "slow" | "crawling" | "failing" | "lying" | "hanging" | "cut-off" | "silent";

/** What somebody does with what stands in a conversation: the `nth` of it from the end. */
export type PersonAct =
  | { do: "send"; client: number; conversation: number }
  /** A message that names another person, or calls all. */
  | { do: "call"; client: number; conversation: number; whom: number | "room" }
  /** Something is typed; it is what is sent next there. */
  | { do: "draft"; client: number; conversation: number }
  /** A reply in the thread under a message, which the room may be shown as well. */
  | { do: "reply"; client: number; conversation: number; nth: number; alsoInRoom: boolean }
  /** A thread is opened and read; or followed, or left. */
  | { do: "read-thread"; client: number; conversation: number; nth: number }
  | { do: "follow"; client: number; conversation: number; nth: number; on: boolean }
  /** A thread is marked as unread from one of its replies on, or whole. */
  | { do: "unread-thread"; client: number; conversation: number; nth: number }
  /** Somebody deletes one of their messages, or edits it. */
  | { do: "delete"; client: number; conversation: number; nth: number }
  | { do: "edit"; client: number; conversation: number; nth: number }
  /** Somebody reacts to a message, or takes it back; or pins it. */
  | { do: "react"; client: number; conversation: number; nth: number; emoji: string; on: boolean }
  | { do: "pin"; client: number; conversation: number; nth: number; on: boolean }
  | { do: "read"; client: number; conversation: number };

/** What somebody does with groups. */
export type GroupAct =
  /** Somebody opens the group with two others, or adds one to a group that they are in. */
  | { do: "open"; client: number; others: [number, number] }
  | { do: "add"; client: number; whom: number; all: boolean }
  /** Somebody says something in the group that they came into last; names it, or leaves it. */
  | { do: "say"; client: number }
  | { do: "name"; client: number; title: string }
  | { do: "leave"; client: number };

/** One thing that happens. Instances and clients are named by number, modulo how many there are. */
export type Action =
  | PersonAct
  | { do: "burst"; client: number; conversation: number; count: number }
  /** The client's connection is cut: both ends see it at once, or neither for a while. */
  | { do: "cut"; client: number; how: "seen" | "unseen" }
  /** The page is reloaded, or opened again: a new model over the same outbox. */
  | { do: "reload"; client: number }
  /** The page is closed. */
  | { do: "go"; client: number }
  /** Somebody leaves a room, and maybe joins it again before that is answered. */
  | { do: "wander"; client: number; back: boolean }
  /** Somebody moves to another instance while another writes through one whose store is slow. */
  | { do: "crossing"; client: number; writer: number; conversation: number; afterMs: number }
  /** The same, to an instance that has just started beside one that was alone. */
  | { do: "newcomer"; client: number; writer: number; conversation: number; afterMs: number }
  /** Somebody makes a private room and invites another. */
  | { do: "gather"; client: number; guest: number }
  /** A moderator, the first client, moves a message to another room. */
  | { do: "move"; conversation: number; nth: number; to: number }
  | { do: "in-group"; act: GroupAct }
  /** Somebody schedules a message through an instance, and maybe moves it or takes it back. */
  | { do: "schedule"; instance: number; inMs: number; then: "wait" | "move" | "take-back" }
  /** Somebody asks to be reminded, and maybe puts it off or takes it back. */
  | { do: "remind"; instance: number; inMs: number; then: "wait" | "move" | "take-back" }
  /** Everybody comes at once, and the instance dies in it. */
  | { do: "rush"; instance: number; afterMs: number }
  /** Somebody votes in one of the polls; no options take the vote back. */
  | { do: "vote"; client: number; poll: number; options: number[] }
  | { do: "crash"; instance: number }
  /** A clean shutdown (D7). */
  | { do: "shut-down"; instance: number }
  | { do: "start" }
  | { do: "weather"; instance: number; weather: Weather; forMs: number }
  /** Channel messages are lost, doubled and reordered for a while. */
  | { do: "bus-storm"; forMs: number }
  | { do: "wait"; ms: number };

/** An action, and how long after it the next comes: in the plan, so that leaving one out moves none. */
export type Step = Action & { thenMs: number };

export interface Plan {
  seed: number;
  /** There is a room in which what is said vanishes after a minute. */
  vanishing?: true;
  instances: number;
  clients: number;
  actions: Step[];
}

/** An action, and when the next comes. */
export function step(action: Action, random: SeededRandom): Step {
  switch (action.do) {
    case "wait":
      return { ...action, thenMs: action.ms };
    case "schedule":
    case "remind":
      return { ...action, thenMs: action.inMs % 40 };
    case "rush":
      return { ...action, thenMs: action.afterMs + 500 };
    case "newcomer":
    case "crossing": // nothing comes in between, and calm only after it
      return { ...action, thenMs: action.afterMs + 5_000 };
    default:
      return { ...action, thenMs: random.below(40) };
  }
}
