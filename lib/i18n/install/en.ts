/** The words of the installed app, as the system shows them, and of what brings it there. */
export const en = {
  "description": "The rooms and direct messages of your community.",
  "new": "Write to someone",
  "inbox": "Inbox",
  "search": "Search messages",
  "share.title": "Share",
  "share.where": "Where do you want to share it?",
  "share.nothing": "Nothing was shared: there was no text and no file.",
  "share.note": "It goes into the composer there; nothing is sent until you press send.",
};
