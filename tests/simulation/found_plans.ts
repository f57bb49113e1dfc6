import type { Plan } from "./actions.ts";

/**
 * Plans that once showed a fault, of the product or of its witness: they stay, whatever seeds mean
 * later.
 */
export const FOUND: Readonly<Record<string, Plan>> = {
  "a second reply to join overtakes the place where a client stopped": {
    ...{ seed: 80, instances: 2, clients: 3 },
    actions: [
      { do: "wander", client: 1, back: true, thenMs: 6 },
      { do: "wander", client: 1, back: true, thenMs: 0 },
      { do: "wander", client: 0, back: true, thenMs: 5 },
      { do: "wander", client: 0, back: true, thenMs: 15 },
      { do: "wander", client: 0, back: true, thenMs: 5 },
    ],
  },
  "a client that was told that it left goes on from before": {
    ...{ seed: 208, instances: 2, clients: 3 },
    actions: [
      { do: "wander", client: 1, back: true, thenMs: 39 },
      { do: "wander", client: 0, back: true, thenMs: 1 },
      { do: "wander", client: 1, back: true, thenMs: 3 },
    ],
  },
  "somebody comes into a new room before its maker follows it": {
    ...{ seed: 2, instances: 1, clients: 3 },
    actions: [
      { do: "weather", instance: 0, weather: "crawling", forMs: 8_000, thenMs: 0 },
      { do: "gather", client: 1, guest: 2, thenMs: 9_000 },
    ],
  },
  "somebody typed the same in two conversations, and deleted one of them": {
    ...{ seed: 10_074, instances: 3, clients: 4 },
    actions: [
      { do: "draft", client: 0, conversation: 2, thenMs: 6 },
      { do: "draft", client: 0, conversation: 1, thenMs: 3 },
      { do: "send", client: 0, conversation: 2, thenMs: 200 },
      { do: "delete", client: 0, conversation: 2, nth: 0, thenMs: 30 },
    ],
  },
  "an instance died between the answer to a read and the write of it": {
    ...{ seed: 11, instances: 2, clients: 2 },
    actions: [
      { do: "send", client: 0, conversation: 1, thenMs: 400 },
      { do: "read", client: 1, conversation: 1, thenMs: 300 },
      { do: "crash", instance: 0, thenMs: 0 },
      { do: "crash", instance: 0, thenMs: 0 },
      { do: "start", thenMs: 2_000 },
    ],
  },
  "a push about a thread takes longer than the next one": {
    ...{ seed: 2267, instances: 2, clients: 3 },
    actions: [
      { do: "send", client: 0, conversation: 1, thenMs: 38 },
      { do: "send", client: 1, conversation: 1, thenMs: 17 },
      { do: "follow", client: 1, conversation: 1, nth: 1, on: false, thenMs: 24 },
      { do: "read-thread", client: 2, conversation: 1, nth: 1, thenMs: 23 },
      { do: "follow", client: 1, conversation: 1, nth: 0, on: true, thenMs: 35 },
      {
        do: "reply",
        client: 2,
        conversation: 1,
        nth: 0,
        alsoInRoom: false,
        thenMs: 25,
      },
      { do: "reply", client: 0, conversation: 1, nth: 0, alsoInRoom: false, thenMs: 4 },
      { do: "follow", client: 3, conversation: 1, nth: 0, on: false, thenMs: 9 },
      { do: "wait", ms: 396, thenMs: 396 },
      { do: "read-thread", client: 6, conversation: 1, nth: 1, thenMs: 2 },
      { do: "delete", client: 0, conversation: 1, nth: 1, thenMs: 20 },
      { do: "reply", client: 2, conversation: 1, nth: 1, alsoInRoom: false, thenMs: 6 },
      {
        do: "reply",
        client: 6,
        conversation: 1,
        nth: 0,
        alsoInRoom: false,
        thenMs: 13,
      },
      {
        do: "reply",
        client: 4,
        conversation: 1,
        nth: 0,
        alsoInRoom: false,
        thenMs: 12,
      },
      { do: "follow", client: 0, conversation: 1, nth: 0, on: false, thenMs: 2 },
      { do: "reply", client: 4, conversation: 1, nth: 1, alsoInRoom: true, thenMs: 37 },
    ],
  },
  "a message of one's own was moved to where one reads, and another deleted there": {
    ...{ seed: 33, instances: 2, clients: 4 },
    actions: [
      { do: "send", client: 5, conversation: 1, thenMs: 11 },
      { do: "send", client: 0, conversation: 0, thenMs: 38 },
      { do: "send", client: 4, conversation: 1, thenMs: 6 },
      { do: "wait", ms: 190, thenMs: 190 },
      { do: "move", conversation: 1, to: 0, nth: 1, thenMs: 19 },
      { do: "delete", client: 0, conversation: 0, nth: 0, thenMs: 7 },
    ],
  },
  "two messages vanished at a time where they had been moved to": {
    ...{ seed: 3137, vanishing: true, instances: 2, clients: 4 },
    actions: [
      { do: "send", client: 4, conversation: 0, thenMs: 23 },
      { do: "send", client: 4, conversation: 0, thenMs: 20 },
      { do: "send", client: 5, conversation: 1, thenMs: 21 },
      { do: "send", client: 7, conversation: 0, thenMs: 2 },
      { do: "send", client: 0, conversation: 1, thenMs: 6 },
      { do: "move", conversation: 0, to: 1, nth: 1, thenMs: 8 },
      { do: "send", client: 0, conversation: 1, thenMs: 7 },
      { do: "move", conversation: 2, to: 1, nth: 0, thenMs: 17 },
      { do: "send", client: 2, conversation: 0, thenMs: 6 },
      {
        do: "reply",
        client: 7,
        conversation: 0,
        nth: 1,
        alsoInRoom: false,
        thenMs: 26,
      },
      { do: "move", conversation: 1, to: 0, nth: 0, thenMs: 20 },
      { do: "send", client: 4, conversation: 0, thenMs: 31 },
      { do: "move", conversation: 1, to: 0, nth: 2, thenMs: 34 },
    ],
  },
  "somebody left a group while a change of it was read for them": {
    ...{ seed: 1198, instances: 2, clients: 5 },
    actions: [
      { do: "weather", instance: 5, weather: "slow", forMs: 3754, thenMs: 38 },
      { do: "in-group", act: { do: "leave", client: 0 }, thenMs: 10 },
      { do: "in-group", act: { do: "say", client: 4 }, thenMs: 29 },
      { do: "in-group", act: { do: "say", client: 0 }, thenMs: 32 },
      { do: "in-group", act: { do: "say", client: 0 }, thenMs: 34 },
      { do: "in-group", act: { do: "name", client: 4, title: "spring 15" }, thenMs: 19 },
      { do: "in-group", act: { do: "open", client: 2, others: [3, 4] }, thenMs: 26 },
      { do: "wait", ms: 118, thenMs: 118 },
      { do: "in-group", act: { do: "say", client: 1 }, thenMs: 30 },
      { do: "in-group", act: { do: "open", client: 3, others: [4, 5] }, thenMs: 17 },
      { do: "wait", ms: 64, thenMs: 64 },
      { do: "in-group", act: { do: "say", client: 5 }, thenMs: 35 },
      { do: "call", client: 6, conversation: 0, whom: 3, thenMs: 37 },
      { do: "in-group", act: { do: "add", client: 5, whom: 5, all: true }, thenMs: 22 },
      { do: "wait", ms: 93, thenMs: 93 },
      { do: "in-group", act: { do: "leave", client: 3 }, thenMs: 35 },
      { do: "in-group", act: { do: "leave", client: 5 }, thenMs: 19 },
    ],
  },
};
