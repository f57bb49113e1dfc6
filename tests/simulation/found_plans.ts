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
};
