/**
 * What is said of the connection, of what the device keeps, and in the banner, in English: part of the
 * catalog of that language.
 */
export const connection = {
  "banner.title": "Notices",
  "banner.lost": "You are offline.",
  "banner.kept": "You are reading what was kept at {time}.",
  "banner.kept-on": "You are reading what was kept on {time}.",
  "banner.sent-later": "What you write is sent when you are back online.",
  "banner.no-answer":
    "The server does not answer. What you write is kept and sent when it is back.",
  "banner.restarting": "The server is restarting. What you write is kept and sent in a moment.",
  "banner.stopped":
    "The server was stopped at {time}. What you write is kept and sent when it is back.",
  "banner.connecting": "Reconnecting…",
  "banner.retry-in": { one: "Trying again in {count} s.", other: "Trying again in {count} s." },
  "banner.try-now": "Try now",
  "banner.signed-out": "Your session has ended.",
  "banner.come-in": "Sign in",
  "banner.other-account": "Use another account",
  "banner.back-in": "You will be back automatically in {left}.",
  "banner.again-in": "You can come in again in {left}.",
  "banner.notice-in": "In {left}.",
  "timeline.away": "Older messages load when you are back online.",
  "offline.not-kept": "Not kept on this device",
  "version.ready": "A new version is ready.",
  "version.use": "Use it now",
  "version.typed": "Send or save what you have typed first: the page will reload.",
  "banner.dismiss": "Dismiss",
} as const;
