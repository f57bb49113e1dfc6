/** Mail, and the pages that its links lead to, in English: the language whose keys the others must match. */
export const en = {
  "title": "Email",
  "why":
    "When something has waited for you for a while, an email tells you who wrote, where and what, unless your notifications do not show that. Nobody else sees your address.",
  "address": "Email address",
  "password.another": "Only needed for a different address.",
  "after": "Send it after",
  "hours": { one: "{count} hour", other: "{count} hours" },
  "save": "Save",
  "send-link": "Send me a link",
  "stop": "Stop and forget the address",
  "goes": "Emails go to {address}.",
  "asked": "A link was sent to {address}. Open it within a day to get emails there.",
  "problem": "Emails no longer go there. The mail server said: {said}",
  "confirm.subject": "Confirm your address for {community}",
  "confirm.text":
    "Hello {name},\n\nsomeone, hopefully you, asked {community} to email this address when something is waiting for them there. To confirm, open this link within a day:\n\n{link}\n\nIf this was not you, do nothing, and you will not get any more emails.",
  "moved.subject": "{community} now sends its emails to another address",
  "moved.text":
    "From now on, {community} sends its emails to another address instead of this one.\n\nIf this was not you, someone else is in your account: choose a new password and end all other sessions there:\n\n{settings}",
  "confirm.title": "Your email address",
  "confirm.lead":
    "From now on, {community} will email {address} when something is waiting for you.",
  "confirm.press": "Yes, that is my address",
  "confirm.done": "Your address is confirmed.",
  "digest.subject": {
    one: "{count} message waiting for you in {community}",
    other: "{count} messages waiting for you in {community}",
  },
  "digest.count": { one: "{count} message", other: "{count} messages" },
  "digest.last": "the last from {name}",
  "digest.from": "from {name}",
  "digest.why": "You turned this on in your settings: {settings}",
  "digest.stop": "To stop these emails: {stop}",
  "stop.title": "No more emails",
  "stop.lead": "{community} will stop emailing you and forget your address.",
  "stop.press": "Stop",
  "stop.done": "Done. You will not get any more emails.",
} as const;
