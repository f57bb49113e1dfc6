/** The words of moving in and out. */
export const moving = {
  "moving": "Import and export",
  "export.title": "Take everything along",
  "export.text":
    "Rooms that every member may read, with their messages, threads, reactions and files. Private rooms and direct conversations belong to the people in them and are not included. It is noted in the journal.",
  "export.ndjson": "Everything, for another Palabre",
  "export.ndjson-hint": "One file without loss, compressed lines of JSON.",
  "export.mattermost": "For Mattermost and what reads its format",
  "export.mattermost-hint": "A zip of import.jsonl and the files.",
  "export.site": "Pages to read and print",
  "export.site-hint": "A zip of web pages by room and month. They need no server and no script.",
  "export.save": "Download",
  "act.exported": "{by} exported the community ({what})",
  "kept.title": "How long messages are kept",
  "kept.text":
    "What is older is removed from all rooms, for everyone and for good, with its files. Pinned messages stay as long as they are pinned. Direct conversations belong to the people in them and are left alone.",
  "kept.days": "Days",
  "kept.days-hint": "1 to 3650. Empty: messages stay.",
  "kept.room": "Room",
  "kept.room-hint":
    "The name of one room that has a rule of its own. Empty: all others. For one room, 0 means that its messages stay.",
  "kept.save": "Save",
  "kept.all": "All rooms: {span}",
  "kept.stay": "#{room}: messages stay",
  "kept.one": "#{room}: {span}",
  "kept.none": "Messages stay.",
  "done.retention": "Saved. What is too old is removed in the next minutes.",
  "act.retention": "{by} changed how long messages are kept ({what})",
} as const;
