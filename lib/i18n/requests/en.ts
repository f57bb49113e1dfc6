/** The words of whose first message waits. */
export const requests = {
  "door.requests": "First direct messages that wait until they are accepted",
  "door.requests.nobody": "None",
  "door.requests.newcomers": "From newcomers",
  "door.requests.strangers":
    "From newcomers, and from anyone who shares no private room with the person they write to",
  "door.requests-hint":
    "If the community has no newcomers, people who joined in the last three days count as new. Messages from and to moderators never wait. Everyone can choose for themselves.",
} as const;
