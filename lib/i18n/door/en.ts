/** The door: the ways in, in English: part of the catalog of that language. */
export const door = {
  "door.here": {
    one: "{count} person is here now. Come in.",
    other: "{count} people are here now. Come in.",
  },
  "door.nobody": "Nobody is here yet. Come in and say hello.",
  "door.deleted": "Your account is deleted.",
  "door.left": "You have left. What was kept about you here is deleted.",
  "door.ways": "Ways in",
  "door.guest": "Just a name",
  "door.sign-in": "Sign in",
  "door.register": "Register",
  "door.with": "Continue with {provider}",
  "door.or-password": "or with a password",
  "door.device": "Sign in with another device",
  "door.forgotten": "Forgot your password?",
  "door.forgotten-help":
    "Ask an administrator here for a link to choose a new one. A passkey, or a device on which you are still signed in, lets you in too.",
  "door.passkey": "Sign in with a passkey",
  "door.passkey-cancelled":
    "No passkey was used: it was cancelled, or this device has none for this community.",
  "door.sign-in-name": "Sign-in name",
  "door.choose-name": "Choose a name",
  "door.password": "Password",
  "door.new-password": "Choose a password",
  "door.password-hint": "At least 8 characters. The longer, the better.",
  "door.password-again": "Type the password again: it was not kept.",
  "door.show-password": "Show",
  "door.hide-password": "Hide",
  "door.invite": "Invitation",
  "door.invite-hint": "You need an invitation to register here. Paste its link, or the code in it.",
  "door.rules": {
    one: "By coming in you accept {count} rule of this community",
    other: "By coming in you accept the {count} rules of this community",
  },
  "door.terms": "The terms of this community",
  "door.join-room": "Join #{room}",
  "door.enter": "Enter",
  "door.guest-note":
    "Without an account, the name is kept for at least 15 minutes after you leave. Register to keep it, and your messages.",
  "door.working": "One moment: many people are coming in from your network.",
  "door.sign-in-note": "Your conversations are where you left them.",
  "door.register-note": "Keep your name and your messages, on every device.",
  "door.invited.guest": "You have an invitation. Choose a name to come in.",
  "door.invited.register": "You have an invitation. Register to come in.",
  "door.invited.either":
    "You have an invitation. Register to keep your name, or come in with just a name.",
  "door.over":
    "The invitation in this link is not valid: it was used up or revoked, it has expired, or part of the link is missing.",
  "door.over.free": "You do not need one here.",
  "door.over.guest": "You can come in with just a name. To register, ask for a new one.",
  "door.over.none": "Ask for a new one.",
  "door.over.closed": "You can come in with just a name.",
  "door.closed": "This community is not accepting new members for now.",
  "door.account-needed.open": "You need an account to come in: sign in, or register.",
  "door.account-needed.invitation":
    "You need an account to come in. To register, ask a member for an invitation.",
  "door.account-needed.closed":
    "You need an account to come in. This community is not accepting new members for now.",
  "door.description": "{community}: a place to talk. Choose a name and come in.",
} as const;
