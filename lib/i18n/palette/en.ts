/** Where one jumps and looks for something, in English: part of the catalog of that language. */
export const palette = {
  "keys.shift": "Shift",
  "palette.title": "Jump to",
  "palette.label": "Jump to a room, a person or a message",
  "palette.none": "Nothing here is called “{query}”.",
  "palette.messages": "Messages",
  "palette.kept": "Messages kept on this device",
  "palette.complete": "complete",
  "palette.choose": "choose",
  "palette.open": "open",
  "palette.close": "close",
  "palette.new-direct": "Write to {name}",
  "palette.search": "Search messages for “{query}”",
  "palette.join": "Join #{room}",
  "palette.browse": "Browse all rooms",
} as const;
