import type { Plan } from "./actions.ts";

/** Plans that once showed a fault of the product: they stay, whatever seeds mean later. */
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
};
