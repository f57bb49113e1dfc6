/** Mail, and the pages that its links lead to, in English: the language whose keys the others must match. */
export const en = {
  "title": "Mail",
  "why":
    "When something waits for you and you do not come, a mail says so: who wrote, where, and what, unless notifications do not show that. Nobody else sees your address.",
  "address": "Mail address",
  "password.another": "For another address only.",
  "after": "When it has waited for",
  "hours": { one: "{count} hour", other: "{count} hours" },
  "save": "Save",
  "send-link": "Send me a link",
  "stop": "Stop and forget the address",
  "goes": "Mail goes to {address}.",
  "asked": "A link was sent to {address}. Mail goes there once you follow it, within a day.",
  "problem": "Nothing goes there any more. The mail server said: {said}",
  "confirm.subject": "Confirm your address for {community}",
  "confirm.text":
    "Hello {name},\n\nsomebody, you we hope, wants {community} to write to this address when something waits for them there. To say yes, follow this link within a day:\n\n{link}\n\nIf it was not you, do nothing, and nothing more will come.",
  "moved.subject": "Mail of {community} goes elsewhere now",
  "moved.text":
    "From now on, {community} writes to another address than this one.\n\nIf it was not you, somebody else is in your account: choose a new password and end all other sessions there:\n\n{settings}",
  "confirm.title": "Your address",
  "confirm.lead": "From now on, {community} writes to {address} when something waits for you.",
  "confirm.press": "Yes, that is my address",
  "confirm.done": "It is confirmed.",
  "digest.subject": {
    one: "{count} message waits for you in {community}",
    other: "{count} messages wait for you in {community}",
  },
  "digest.count": { one: "{count} message", other: "{count} messages" },
  "digest.last": "the last from {name}",
  "digest.from": "from {name}",
  "digest.why": "You asked for this in your settings: {settings}",
  "digest.stop": "To get no more of these: {stop}",
  "stop.title": "No more mail",
  "stop.lead": "{community} writes to you no more, and forgets your address.",
  "stop.press": "Stop",
  "stop.done": "It is done. Nothing more will come.",
} as const;
