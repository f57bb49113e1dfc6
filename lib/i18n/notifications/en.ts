/** What notifies one, in English: part of the catalog of that language. */
export const notifications = {
  "notify.silent": "Notifications are off",
  "notify.label": "Notifications",
  "notify.lead": "Notify me of",
  "notify.all": "All messages",
  "notify.mentions": "Mentions and threads",
  "notify.mentions-direct": "Mentions only",
  "notify.nothing": "Nothing",
  "notify.pause": "Pause",
  "notify.hour": "For an hour",
  "notify.tomorrow": "Until tomorrow",
  "notify.monday": "Until Monday",
  "notify.resume": "Resume",
  "notify.browser": "Notify me on this device",
  "notify.settings": "All notifications…",
  "notification.in": "{name} in {place}",
  "notification.count": { one: "{count} new message", other: "{count} new messages" },
} as const;
