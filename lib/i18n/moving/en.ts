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
} as const;
