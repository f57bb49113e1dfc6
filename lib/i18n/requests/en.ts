/** The words of whose first message waits. */
export const requests = {
  "door.requests": "Whose first direct message waits until it is accepted",
  "door.requests.nobody": "Nobody’s",
  "door.requests.newcomers": "That of newcomers",
  "door.requests.strangers":
    "That of newcomers, and of whoever shares no private room with whom they write to",
  "door.requests-hint":
    "Where the community has no newcomers, they are those of the last three days. Who looks after it is always heard, and hears everybody. Anyone may choose for themselves.",
} as const;
