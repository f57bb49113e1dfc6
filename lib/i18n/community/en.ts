/** What the community says of itself, on its page of the administration. */
export const looks = {
  "terms": "Terms",
  "community.title": "About the community",
  "community.see": "See the chat",
  "community.name": "Name of the community",
  "community.name-hint": "On the sign-in page, in the list and in the browser’s tab.",
  "community.icon": "Icon",
  "community.icon-hint": "A letter or an emoji. Without one, the tree.",
  "community.picture": "A picture in place of the icon",
  "community.welcome": "Welcome message",
  "community.welcome-hint": "On the sign-in page, in one sentence.",
  "community.rules": "Rules",
  "community.rules-hint": "One a line, ten at most. They stand on the sign-in page.",
  "community.accept-rules": "The rules must be accepted before one can write",
  "community.asks-again": "Ask those again who accepted the rules before",
  "community.accent": "Accent colour",
  "community.accent-hint":
    "# and six digits, such as #1f6feb. Its tints are set so that words can be read by day and by night. Without one, green.",
  "community.first-room": "First room",
  "community.first-room-hint":
    "A public room, by its name: new people see it first. Without one, general.",
  "community.terms": "Terms",
  "community.terms-hint":
    "The address of a page, or the text itself. Who comes in is shown a link to them.",
  "presets.title": "Statuses to choose from",
  "presets.text":
    "Everybody may take one in their settings, with a press. Begin with an emoji if you like. Where all rows are empty, Palabre offers some of its own.",
  "presets.status": "Status {number}",
  "presets.until": "Status {number}: clear after",
  "presets.save": "Save the statuses",
  "act.emoji-added": "{by} added the emoji {what}",
  "act.emoji-removed": "{by} removed the emoji {what}",
  "custom.title": "Emoji of the community",
  "custom.text":
    "Everybody writes them by their name between colons, and reacts with them. What moves stands still.",
  "custom.name": "Name of the emoji",
  "custom.name-hint": "Small letters, digits, - and _: harvest is written :harvest:",
  "custom.picture": "Picture",
  "custom.add": "Add the emoji",
  "custom.remove": "Remove",
  "custom.remove-one": "Remove {name}",
} as const;
