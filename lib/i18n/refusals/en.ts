import type { ServerWords } from "../server_words.ts";

export const en: ServerWords = {
  refusals: {
    "invalid-frame": "The server could not read that.",
    "invalid-field": "Part of that request does not fit[: {field}].",
    "unknown-type": "This server does not know that kind of request[: {type}].",
    "unknown-user": "Nobody here is called “{name}”.",
    "unknown-conversation": "That conversation does not exist, or you are not in it.",
    "unknown-room": "There is no room called “{name}”.",
    "unknown-message": "That message is not there any more.",
    "unknown-report": "That report does not exist.",
    "edited-meanwhile": "This message was edited meanwhile. Look at both before you save.",
    "empty-text": "Write something first.",
    "send-too-old": "This was first sent too long ago. Copy it, discard it, and send it again.",
    "text-too-long": "That is too long[: {limit} characters at most].",
    "number-range": "Write a whole number from {least} to {most}.",
    "presets-too-many": "Offer {limit} statuses at most.",
    "emoji-name": "Write 2 to 32 small letters or digits, with “-” or “_” between them.",
    "emoji-name-taken": "Everybody knows another emoji as “:{name}:”. Choose another name.",
    "emoji-name-held": "The name has a word that messages here wait for. Choose another name.",
    "emoji-name-used": "Another emoji is called “:{name}:”. Choose another name.",
    "unknown-emoji": "There is no emoji “:{name}:” any more.",
    "emoji-too-many": "There are {limit} emoji already. Remove one first.",
    "emoji-picture": "Choose a PNG, GIF, JPEG or WebP of 256 kB at most.",
    "rules-too-many": "Write {limit} rules at most, each on a line of its own.",
    "icon": "Choose a single letter or emoji.",
    "accent": "Write a colour as # and six digits from 0 to f, such as #1c6c49.",
    "picture": "This file is no picture that can be used here. Choose a JPEG, a PNG or a WebP.",
    "picture-too-large": "This picture is too large[: at most {side} pixels a side and {bytes}].",
    "unknown-file": "That file is not there any more.",
    "file-size": "That file is empty.",
    "file-too-large": "That file is too large[: {bytes} at most].",
    "file-offset": "The upload stands at another place. Ask where, and go on from there.",
    "file-not-ready": "A file has not arrived yet. Wait until all of it is there.",
    "too-many-files": "That is too many files for one message[: {limit} at most].",
    "files-of-today":
      "You have sent as much as one person may in a day[: {bytes}].[ There is room again in {left}.]",
    "files-full": "There is no room left for files here. Tell an administrator.",
    "unknown-import": "There is no such import any more.",
    "import-state": "That cannot be done with this import now.",
    "import-nobody": "{person}: nobody with an account here is called “{name}”. Nothing was saved.",
    "placeholder-other":
      "Meanwhile it was said to be somebody else, or counted anew. Look at it again.",
    "placeholder-begun":
      "Some of it is given[ to {name}] already: it can only go on with the same person.",
    "import-written": "It stays: somebody has written since[ in {rooms}].",
    "imports-full": "Three exports wait already. Remove one, or bring it in.",
    "tus-version": "This server speaks tus[ {version}] only.",
    "tus-type": "The bytes of a file come as “{type}”.",
    "poll-options": "Give {least} to {most} different answers.",
    "poll-option-twice": "The answer “{option}” stands there twice.",
    "poll-option-too-long": "That answer is too long[: {limit} characters at most].",
    "poll-one-choice": "Choose one answer.",
    "poll-has-votes": "A poll stays where its votes are.",
    "poll-closed": "This poll is closed.",
    "pronouns-too-long": "Pronouns have at most {limit} characters.",
    "keywords": "Use at most {count} keywords of {least} to {most} letters each.",
    "topic-too-long": "That topic is too long[: {limit} characters at most].",
    "status-too-long": "That status is too long[: {limit} characters at most].",
    "name-empty": "Choose a name.",
    "name-too-long": "That name is too long[: {limit} characters at most].",
    "name-characters":
      "A name has letters, digits or emoji. It cannot contain @ # / : or invisible characters.",
    "name-scripts":
      "“{name}” mixes letters of different alphabets in one word. Use one alphabet a word.",
    "name-reserved": "“{name}” is reserved. Choose another name.",
    "name-words": "“{name}” holds words that moderators look at first. Choose another name.",
    "name-taken": "“{name}” belongs to someone. Choose another name, or sign in.",
    "name-in-use": "“{name}” belongs to someone. Choose another name.",
    "name-of-guest":
      "“{name}” is a guest’s name just now.[ It is free from {today} if they stay away.][ It is free from {until} if they stay away.][ It is free in {left} if they stay away.] Choose another name[, like “{offer}”].",
    "name-held": "“{name}” was someone else’s until recently. Choose another name.",
    "name-confusable":
      "“{name}” looks too much like a name that belongs to someone. Choose another name.",
    "room-name":
      "A room’s address is made of lower-case letters from a to z, digits and hyphens.[ How about “{offer}”? What you wrote is shown instead of it.]",
    "room-name-empty": "Give the room a name.",
    "room-name-too-long": "That name is too long[: {limit} characters at most].",
    "room-name-signs": "A room’s name has letters, digits or emoji, not signs alone.",
    "title-too-long": "That title is too long[: {limit} characters at most].",
    "title-characters": "A title has letters, digits or emoji, and no invisible characters.",
    "too-many-rooms":
      "You have made {limit} rooms that are open: ask a moderator to close one first.",
    "too-many-reactions": "This message has {limit} kinds of reactions already: use one of those.",
    "too-many-pins": "{limit} messages are pinned here already: unpin one first.",
    "too-many-bookmarks": "You have {limit} bookmarks already: remove one first.",
    "too-many-levels": "You chose for {limit} conversations already: reset some first.",
    "push-service": "This browser’s push service is not one that this server calls.",
    "push-keys": "This browser gave no keys that a notification can be encrypted with.",
    "too-many-devices": "You have {limit} devices already: remove one first.",
    "unknown-device": "There is no such device. It may have been removed.",
    "mail-address": "That is no mail address, like ana@example.org.",
    "mail-not-sent": "The mail could not be sent just now. Try again later.",
    "mail-link-over": "This link is not valid any more. Ask for a new one in your settings.",
    "room-taken": "There is already a room called “{name}”.",
    "password-short": "That password is too short[: at least {limit} characters].",
    "password-long": "That password is too long[: {limit} characters at most].",
    "password-common": "That password is easy to guess. Choose a less common one.",
    "password-is-name": "The password must not be your name.",
    "wrong-credentials": "Wrong sign-in name or password.",
    "wrong-password": "Wrong password.",
    "not-signed-in": "Your session has ended. Sign in again.",
    "not-member": "Join this room first.",
    "not-allowed": "You may not do that here.",
    "group-full": "A group has up to {limit} people: make a room for more.",
    "group-exists": "There is a conversation of exactly these people already: write there.",
    "group-left":
      "{name} left this conversation a short while ago. Add them again tomorrow, or write to {name}.",
    "invited-enough": "There are many invitations to answer first. Try again when some are.",
    "invitation-declined": "{name} said no to that room. Ask again tomorrow, or write to {name}.",
    "requests-wait":
      "One of them has not answered {count} of your requests. You can ask them again once they have.",
    "request-waits":
      "You have written {count} messages. You can write more once they are accepted.",
    "cannot-leave-general": "Everyone is in “general”: it cannot be left.",
    "topic-locked": "Moderators set the topic of this room.",
    "members-only": "Only members may do that. Register to become one; you keep your name.",
    "foreign-origin": "That request came from another site, so it was not carried out.",
    "guests-closed": "You need an account to come in here. Sign in or register.",
    "registration-closed": "This community registers by invitation. Ask someone for a link.",
    "registration-off": "This community takes no new members for now.",
    "invite-invalid": "That invitation was used up, or its time is over. Ask for a new one.",
    "invite-unknown":
      "There is no invitation with that code. Check that it is whole, or ask for a new one.",
    banned:
      "You are banned[ until {until}][ until {today}][ for another {left}].[ Reason: {reason}]",
    kicked:
      "You were kicked. You can come back[ after {until}][ after {today}][ in {left}].[ Reason: {reason}]",
    "network-barred":
      "Nobody new is let in from this network for now[, until {until}][, until {today}][, for another {left}].",
    muted:
      "You cannot write for now[, until {until}][, until {today}][, for another {left}].[ Reason: {reason}]",
    outranked: "You cannot do that to someone whose role is the same as yours or higher.",
    "last-administrator":
      "This is the last administrator. Make someone else an administrator first.",
    "guest-role": "Someone without an account has to register first.",
    "bot-role": "Bots have no role: what one may do is what its token says.",
    "bot-invited":
      "{name} is a bot: whoever looks after it puts it into rooms, under “Integrations”.",
    "not-for-bots": "Bots can’t do that. Who looks after this one can.",
    "bot-scope": "This token is not good for that: it needs “{scope}”.",
    "too-many-bots": "There are {count} bots already. Remove one first.",
    "unknown-hook": "This address leads to no webhook. Its owner can make a new one.",
    "payload-empty":
      "Nothing in it can be shown: a message has “text”, “blocks”, “attachments”, “content” or “embeds”.",
    "payload-json": "This begins as JSON and breaks off or has a mistake in it.",
    "hook-url": "Write an address that starts with https://, without a password in it.",
    "unknown-delivery": "That delivery is not listed any more.",
    "unknown-command": "There is no command {name} here.",
    "command-name":
      "Name the command with up to 32 letters from a to z, digits, hyphens or underscores.",
    "command-taken": "The command {name} exists already.",
    "command-failed": "{name} did not answer[ ({status})]. Try again later.",
    "too-many-commands": "There are {limit} commands already. Remove one first.",
    "setup-invalid":
      "That setup link is not valid, or has been used. The server prints a new one when it starts without an administrator.",
    "password-link-over": "This link is not valid any more. Ask an administrator for a new one.",
    "passkey-unknown":
      "This passkey belongs to no account here. Sign in with your password, and add the passkey in Settings.",
    "passkey-failed": "The passkey was not accepted. Try again.",
    "passkey-name": "Give the passkey a name of 1 to {limit} characters.",
    "passkeys-full": "You have {limit} passkeys already. Remove one first.",
    "second-factor-needed":
      "This account has a second factor: type its code in a browser. A program takes a token in place of the password (Settings, Account, Second factor).",
    "second-factor-required":
      "Administrators here need a second factor: it cannot be switched off. A new authenticator may take its place.",
    "second-factor-first": "Set up a second factor of your own first, in Settings, Account.",
    "code-wrong":
      "That code is not right, or was used before. Wait for the next one and type that.",
    "sign-in-over": "That took too long. Start again.",
    "unknown-provider": "Nobody comes in by that here.",
    "provider-unreachable":
      "{provider} does not answer. Try again in a moment, or come in otherwise.",
    "provider-failed": "The sign-in with {provider} did not work out. Start again.",
    "provider-refused":
      "{provider} knows you, but only some of its people may come in here. Ask an administrator.",
    "provider-closed":
      "This community makes no new accounts for now. If you have one, sign in and connect {provider} in Settings, Account.",
    "provider-known": "That account of {provider} belongs to someone else here.",
    "provider-claims": "Write what the provider must say a line each: groups = members.",
    "provider-id":
      "The short name is made of up to 32 lower-case letters from a to z, digits and hyphens.",
    "provider-issuer":
      "Write the address that the provider calls itself by: it starts with https://, without a query. A provider in a network of your own has to be allowed by whoever runs this server.",
    "provider-taken": "There is already a provider with this short name.",
    "provider-twice": "{provider} is this client of this provider already.",
    "provider-too-long": "That is too long, all together[: {limit} characters at most].",
    "provider-fixed":
      "This provider stands in the configuration of the server: whoever runs it changes it there.",
    "provider-needed":
      "Some people have no other way in[: {count}]. Confirm that they may be shut out.",
    "too-many-providers": "There are {limit} providers already. Remove one first.",
    "provider-last": "This is your only way to sign in. Set a password or add a passkey first.",
    "passkey-last": "This is your only way to sign in. Set a password or connect an account first.",
    "prove-again":
      "You have no password here, and signed in a while ago. Sign out, sign in again, and do it within ten minutes.",
    "block-self": "You cannot block yourself.",
    "too-many-blocked": "You have blocked {limit} people already: unblock one first.",
    "pairing-unknown":
      "That code is not valid, or no longer. Check it, or ask for a new one on the device.",
    "pairing-denied": "The sign-in was declined in the browser.",
    "pairing-over": "That code is no longer valid. Start again for a new one.",
    "read-only": "This room is read-only.",
    "conversation-closed": "This conversation is closed.",
    "nobody-reads":
      "Nobody reads this any more: the other person is gone. Your message was not sent.",
    "raid-closed":
      "Nobody new is let in for now[, until {until}][, until {today}][, for another {left}]: many came at once to disturb. Try again then.",
    "raid-read-only":
      "Guests only read for now[, until {until}][, until {today}][, for another {left}].",
    "rules-first": "Accept the community’s rules first, at {path}.",
    "rules-changed": "The rules have changed meanwhile: please read them again.",
    "appeal-none": "There is nothing to appeal: you are not kicked, muted or banned.",
    "appealed": "You have appealed this already. A moderator will answer.",
    "unknown-appeal": "That appeal is answered already.",
    "outdated-appeal":
      "That sanction is over, or another is in its place: there is nothing to lift.",
    "slow-mode": "This room is in slow mode[: you can write again in {seconds}].",
    "held-for-review": "Your message waits for a moderator. Others see it once it is let through.",
    "held-refused": "A moderator did not let this message through.[ Reason: {reason}]",
    "held-not-here":
      "That would have to wait for a moderator, and here it cannot. Write it as a new message in a public room, or leave it out.",
    "words-not-here":
      "That holds words that a moderator would have to see first, and here none can. Put it another way.",
    "held-full":
      "{limit} messages of yours wait for a moderator already, or were decided lately. Wait until that is done.",
    "held-words": "Use at most {count} words or phrases of {least} to {most} letters each.",
    "unknown-held": "That does not wait any more: somebody has decided.",
    "held-cannot":
      "{name} cannot write there now. Refuse the message, or let it wait until they can.",
    "newcomer-slow":
      "You are new here, and write one message at a time: the next one in {seconds}.",
    "newcomer-links":
      "You are new here: you can post links in {seconds}[, or after your message number {messages}]. A moderator can let you sooner.",
    "newcomer-files":
      "You are new here: you can send pictures and files in {seconds}[, or after your message number {messages}]. A moderator can let you sooner.",
    "too-many-connections": "You have too many windows open here. Close one and try again.",
    "too-fast": "That is too much at once[: try again in {seconds}].",
    "proof-needed":
      "Your browser does a bit of work before you come in, which needs a script.[ Or try again in {seconds}: many people just came in from your network.]",
    "duration-form": "Write a duration like 10s, 5m, 1h or 2d.",
    "time-past": "That time is past. Choose a later one.",
    "time-far": "That is more than a year away. Choose an earlier time.",
    "later-full":
      "You have {limit} scheduled messages and reminders already. Send or delete one first.",
    "unknown-later": "That is not waiting any more: it was sent, or taken back.",
    "already-sent": "That is being sent already.",
    unavailable: "The server cannot reach its storage right now. Nothing is lost: try again.",
    internal: "Something went wrong on the server. Try again.",
  },
  goodbyes: {
    restart: "The server is restarting and will be back in a moment.",
    shutdown: "The server is shutting down. You will be back automatically when it is.",
    "session-ended": "Your session has ended. Sign in again.",
    banned: "You are banned.",
    kicked: "You were kicked.",
    "slow-consumer": "Your connection was too slow to keep up. Reconnecting.",
    flooding: "Too many requests came from here. Wait a moment.",
    "protocol-error": "This page and the server no longer understand each other. Reload the page.",
    overloaded: "The server is very busy. It will take you back in a moment.",
  },
  notices: {
    shutdown: "The server will shut down. You will be back automatically when it is.",
    restart: "The server will restart. You will be back automatically when it is.",
    raid:
      "Raid mode: nobody new comes in, and guests only read. You can end it in the administration; it ends by itself.",
    "shutdown-cancelled": "The server stays on after all.",
  },
};
