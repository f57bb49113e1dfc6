/** What somebody says against their sanction, and reads of it, in English: part of the catalog of that language. */
export const appeals = {
  "appeal.open": "Was that wrong? Appeal",
  "appeal.label": "Was that wrong? Tell the moderators why.",
  "appeal.hint": "You can appeal once. Their answer appears here.",
  "appeal.send": "Appeal",
  "appeal.said": "You appealed:",
  "appeal.waits": "A moderator will answer here.",
  "appeal.look": "Check for an answer",
  "appeal.title": "Your appeal",
  "appeal.lifted": "Your appeal was accepted: you can write again.",
  "appeal.kept": "A moderator has read it. The decision stands.",
  "appeal.answered": "Answer: {words}",
} as const;
