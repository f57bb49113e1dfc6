import type { ServerWords } from "../server_words.ts";

export const en: ServerWords = {
  refusals: {
    "invalid-frame": "The server could not read that.",
    "invalid-field": "Part of that request is not valid[: {field}].",
    "unknown-type": "This server does not know that kind of request[: {type}].",
    "unknown-user": "Nobody here is called “{name}”.",
    "unknown-conversation": "That conversation does not exist, or you are not in it.",
    "unknown-room": "There is no room called “{name}”.",
    "unknown-message": "That message is no longer there.",
    "unknown-report": "That report does not exist.",
    "edited-meanwhile": "This message was edited in the meantime. Compare both before you save.",
    "empty-text": "Write something first.",
    "send-too-old": "This was first sent too long ago. Copy it, discard it, and send it again.",
    "text-too-long": "That is too long[: {limit} characters at most].",
    "number-range": "Write a whole number from {least} to {most}.",
    "presets-too-many": "Offer {limit} statuses at most.",
    "emoji-name": "Write 2 to 32 lower-case letters or digits, with “-” or “_” between them.",
    "emoji-name-taken": "“:{name}:” is already a standard emoji. Choose another name.",
    "emoji-name-held":
      "That name contains a word that is held for review here. Choose another name.",
    "emoji-name-used": "There is already an emoji called “:{name}:”. Choose another name.",
    "unknown-emoji": "The emoji “:{name}:” no longer exists.",
    "emoji-too-many": "There are {limit} emoji already. Remove one first.",
    "emoji-picture": "Choose a PNG, GIF, JPEG or WebP of 256 kB at most.",
    "rules-too-many": "Write {limit} rules at most, one per line.",
    "icon": "Choose a single letter or emoji.",
    "accent": "Write a colour as # and six digits from 0 to f, such as #1c6c49.",
    "picture": "This file is not a picture that can be used here. Choose a JPEG, PNG or WebP.",
    "picture-too-large": "This picture is too large[: at most {side} pixels a side and {bytes}].",
    "unknown-file": "That file is no longer there.",
    "file-size": "That file is empty.",
    "file-too-large": "That file is too large[: {bytes} at most].",
    "file-offset": "The upload is at a different offset. Ask for it, and continue from there.",
    "file-not-ready": "A file has not finished uploading. Wait until it has.",
    "too-many-files": "That is too many files for one message[: {limit} at most].",
    "files-of-today":
      "You have sent as much as you can in a day[: {bytes}].[ You can send more in {left}.]",
    "files-full": "There is no space left for files here. Tell an administrator.",
    "unknown-import": "That import no longer exists.",
    "import-state": "That cannot be done with this import now.",
    "import-nobody": "{person}: nobody with an account here is called “{name}”. Nothing was saved.",
    "placeholder-other":
      "In the meantime someone else was chosen, or it was counted again. Take another look.",
    "placeholder-begun":
      "Some of it was already given[ to {name}]: you can only continue with the same person.",
    "import-written": "It cannot be undone: someone has written since[ in {rooms}].",
    "imports-full": "Three exports are waiting already. Remove or import one first.",
    "tus-version": "This server speaks tus[ {version}] only.",
    "tus-type": "The bytes of a file come as “{type}”.",
    "poll-options": "Give {least} to {most} different answers.",
    "poll-option-twice": "The answer “{option}” is there twice.",
    "poll-option-too-long": "That answer is too long[: {limit} characters at most].",
    "poll-one-choice": "Choose one answer.",
    "poll-has-votes": "A poll with votes cannot be moved.",
    "poll-closed": "This poll is closed.",
    "pronouns-too-long": "Pronouns can have {limit} characters at most.",
    "keywords": "Use at most {count} keywords of {least} to {most} letters each.",
    "topic-too-long": "That topic is too long[: {limit} characters at most].",
    "status-too-long": "That status is too long[: {limit} characters at most].",
    "name-empty": "Choose a name.",
    "name-too-long": "That name is too long[: {limit} characters at most].",
    "name-characters":
      "A name needs letters, digits or emoji. It cannot contain @ # / : or invisible characters.",
    "name-scripts":
      "“{name}” mixes letters of different alphabets in one word. Use one alphabet per word.",
    "name-reserved": "“{name}” is reserved. Choose another name.",
    "name-words": "“{name}” contains words that are held for review. Choose another name.",
    "name-taken": "“{name}” is taken. Choose another name, or sign in.",
    "name-in-use": "“{name}” is taken. Choose another name.",
    "name-of-guest":
      "“{name}” is a guest’s name right now.[ It is free from {today} if they stay away.][ It is free from {until} if they stay away.][ It is free in {left} if they stay away.] Choose another name[, like “{offer}”].",
    "name-held": "“{name}” was someone else’s until recently. Choose another name.",
    "name-confusable": "“{name}” looks too much like someone else’s name. Choose another name.",
    "room-name":
      "A room’s address is made of lower-case letters from a to z, digits and hyphens.[ How about “{offer}”? What you wrote is still shown as its title.]",
    "room-name-empty": "Give the room a name.",
    "room-name-too-long": "That name is too long[: {limit} characters at most].",
    "room-name-signs": "A room’s name needs letters, digits or emoji, not only symbols.",
    "title-too-long": "That title is too long[: {limit} characters at most].",
    "title-characters":
      "A title needs letters, digits or emoji, and cannot contain invisible characters.",
    "too-many-rooms":
      "You have created {limit} rooms that are still open: ask a moderator to close one first.",
    "too-many-reactions": "This message has {limit} different reactions already: use one of those.",
    "too-many-pins": "{limit} messages are pinned here already: unpin one first.",
    "too-many-bookmarks": "You have {limit} bookmarks already: remove one first.",
    "too-many-levels":
      "You have chosen notifications for {limit} conversations already: reset some first.",
    "push-service": "This server does not work with this browser’s push service.",
    "push-keys": "This browser gave no keys to encrypt notifications with.",
    "too-many-devices": "You have {limit} devices already: remove one first.",
    "unknown-device": "There is no such device. It may have been removed.",
    "mail-address": "That is not an email address, like ana@example.org.",
    "mail-not-sent": "The email could not be sent just now. Try again later.",
    "mail-link-over": "This link is no longer valid. Ask for a new one in your settings.",
    "room-taken": "There is already a room called “{name}”.",
    "password-short": "That password is too short[: at least {limit} characters].",
    "password-long": "That password is too long[: {limit} characters at most].",
    "password-common": "That password is easy to guess. Choose a less common one.",
    "password-is-name": "The password must not be your name.",
    "wrong-credentials": "Wrong sign-in name or password.",
    "wrong-password": "Wrong password.",
    "not-signed-in": "Your session has ended. Sign in again.",
    "not-member": "Join this room first.",
    "not-allowed": "You are not allowed to do that here.",
    "group-full": "A group has up to {limit} people: make a room for more.",
    "group-exists": "There is already a conversation of exactly these people: write there.",
    "group-left":
      "{name} left this conversation a short while ago. Add them again tomorrow, or write to {name}.",
    "invited-enough":
      "They have many invitations to answer first. Try again when they have answered some.",
    "invitation-declined": "{name} said no to that room. Ask again tomorrow, or write to {name}.",
    "requests-wait":
      "One of them has not answered {count} of your requests. You can ask them again once they have.",
    "request-waits":
      "You have written {count} messages. You can write more once they are accepted.",
    "cannot-leave-general": "Everyone is in “general”: it cannot be left.",
    "topic-locked": "Moderators set the topic of this room.",
    "members-only": "Only members can do that. Register to become one; you keep your name.",
    "foreign-origin": "That request came from another site, so it was not carried out.",
    "guests-closed": "You need an account to come in here. Sign in or register.",
    "registration-closed": "You need an invitation to register here. Ask someone for a link.",
    "registration-off": "This community is not accepting new members for now.",
    "invite-invalid": "That invitation was used up or has expired. Ask for a new one.",
    "invite-unknown":
      "There is no invitation with that code. Check that it is complete, or ask for a new one.",
    banned:
      "You are banned[ until {until}][ until {today}][ for another {left}].[ Reason: {reason}]",
    kicked:
      "You were kicked. You can come back[ after {until}][ after {today}][ in {left}].[ Reason: {reason}]",
    "network-barred":
      "Nobody new can come in from this network for now[, until {until}][, until {today}][, for another {left}].",
    muted:
      "You cannot write for now[, until {until}][, until {today}][, for another {left}].[ Reason: {reason}]",
    outranked: "You cannot do that to someone whose role is the same as yours or higher.",
    "last-administrator":
      "This is the last administrator. Make someone else an administrator first.",
    "guest-role": "Someone without an account has to register first.",
    "bot-role": "Bots have no role: a bot’s token decides what it can do.",
    "bot-invited": "{name} is a bot: its owner adds it to rooms, under “Integrations”.",
    "not-for-bots": "Bots cannot do that. This bot’s owner can.",
    "bot-scope": "This token does not allow that: it needs “{scope}”.",
    "too-many-bots": "There are {count} bots already. Remove one first.",
    "unknown-hook": "There is no webhook at this address. Its owner can create a new one.",
    "payload-empty":
      "Nothing in it can be shown: a message has “text”, “blocks”, “attachments”, “content” or “embeds”.",
    "payload-json": "This begins as JSON and breaks off or has a mistake in it.",
    "hook-url": "Write an address that starts with https://, without a password in it.",
    "unknown-delivery": "That delivery is no longer listed.",
    "unknown-command": "There is no command {name} here.",
    "command-name":
      "Name the command with up to 32 letters from a to z, digits, hyphens or underscores.",
    "command-taken": "The command {name} exists already.",
    "command-failed": "{name} did not answer[ ({status})]. Try again later.",
    "too-many-commands": "There are {limit} commands already. Remove one first.",
    "setup-invalid":
      "That setup link is not valid, or has been used. The server prints a new one when it starts without an administrator.",
    "password-link-over": "This link is no longer valid. Ask an administrator for a new one.",
    "passkey-unknown":
      "This passkey does not belong to any account here. Sign in with your password, and add the passkey in Settings.",
    "passkey-failed": "The passkey was not accepted. Try again.",
    "passkey-name": "Give the passkey a name of 1 to {limit} characters.",
    "passkeys-full": "You have {limit} passkeys already. Remove one first.",
    "second-factor-needed":
      "This account uses two-factor authentication: enter its code in a browser. A program takes a token instead of the password (Settings, Account, Two-factor authentication).",
    "second-factor-required":
      "Administrators here need two-factor authentication: it cannot be turned off. You can switch to a new authenticator.",
    "second-factor-first":
      "Set up two-factor authentication for yourself first, in Settings, Account.",
    "code-wrong":
      "That code is not right, or was used before. Wait for the next one and enter that.",
    "sign-in-over": "That took too long. Start again.",
    "unknown-provider": "There is no such sign-in provider here.",
    "provider-unreachable":
      "{provider} does not answer. Try again in a moment, or sign in another way.",
    "provider-failed": "Signing in with {provider} did not work. Start again.",
    "provider-refused":
      "{provider} confirmed who you are, but not everyone there can come in here. Ask an administrator.",
    "provider-closed":
      "This community is not accepting new members for now. If you have an account, sign in and connect {provider} in Settings, Account.",
    "provider-known": "That {provider} account belongs to someone else here.",
    "provider-claims": "Write one claim per line, such as groups = members.",
    "provider-id":
      "The short name is made of up to 32 lower-case letters from a to z, digits and hyphens.",
    "provider-issuer":
      "Enter the address that the provider uses for itself (its issuer): it starts with https://, without a query. A provider on a private network has to be allowed by whoever runs this server.",
    "provider-taken": "There is already a provider with this short name.",
    "provider-twice": "{provider} already uses this client id at this provider.",
    "provider-too-long": "That is too long in total[: {limit} characters at most].",
    "provider-fixed": "This provider is set in the server’s configuration, and is changed there.",
    "provider-needed":
      "Some people have no other way to sign in[: {count}]. Confirm that they may be shut out.",
    "too-many-providers": "There are {limit} providers already. Remove one first.",
    "provider-last": "This is your only way to sign in. Set a password or add a passkey first.",
    "passkey-last": "This is your only way to sign in. Set a password or connect an account first.",
    "prove-again":
      "You have no password here, and signed in a while ago. Sign out, sign in again, and do it within ten minutes.",
    "block-self": "You cannot block yourself.",
    "too-many-blocked": "You have blocked {limit} people already: unblock one first.",
    "pairing-unknown":
      "That code is not valid, or has expired. Check it, or ask for a new one on the device.",
    "pairing-denied": "The sign-in was declined in the browser.",
    "pairing-over": "That code is no longer valid. Start again for a new one.",
    "read-only": "This room is read-only.",
    "conversation-closed": "This conversation is closed.",
    "nobody-reads":
      "The other person has left, so nobody would read it. Your message was not sent.",
    "raid-closed":
      "Nobody new can come in for now[, until {until}][, until {today}][, for another {left}]: many people came at once to cause trouble. Try again then.",
    "raid-read-only":
      "Guests can only read for now[, until {until}][, until {today}][, for another {left}].",
    "rules-first": "Accept the community’s rules first, at {path}.",
    "rules-changed": "The rules have changed in the meantime: please read them again.",
    "appeal-none": "There is nothing to appeal: you are not kicked, muted or banned.",
    "appealed": "You have appealed this already. A moderator will answer.",
    "unknown-appeal": "That appeal has already been answered.",
    "outdated-appeal":
      "That sanction is over, or was replaced by another: there is nothing to lift.",
    "slow-mode": "This room is in slow mode[: you can write again in {seconds}].",
    "held-for-review":
      "Your message is waiting for a moderator. Others see it once it is let through.",
    "held-refused": "A moderator did not let this message through.[ Reason: {reason}]",
    "held-not-here":
      "A moderator would have to see that first, which is not possible here. Write it as a new message in a public room, or leave it out.",
    "words-not-here":
      "That contains words that a moderator would have to see first, which is not possible here. Put it another way.",
    "held-full":
      "{limit} of your messages are waiting for a moderator, or were decided lately. Try again later.",
    "held-words": "Use at most {count} words or phrases of {least} to {most} letters each.",
    "unknown-held": "That is no longer waiting: someone has decided.",
    "held-cannot":
      "{name} cannot write there now. Refuse the message, or let it wait until they can.",
    "newcomer-slow":
      "You are new here, so there is a pause between your messages: the next one in {seconds}.",
    "newcomer-links":
      "You are new here: you can post links in {seconds}[, or after your message number {messages}]. A moderator can allow it sooner.",
    "newcomer-files":
      "You are new here: you can send pictures and files in {seconds}[, or after your message number {messages}]. A moderator can allow it sooner.",
    "too-many-connections": "You have too many windows open here. Close one and try again.",
    "too-fast": "That is too much at once[: try again in {seconds}].",
    "proof-needed":
      "Your browser does a bit of work before you come in, which needs JavaScript.[ Or try again in {seconds}: many people just came in from your network.]",
    "duration-form": "Write a duration like 10s, 5m, 1h or 2d.",
    "time-past": "That time has passed. Choose a later one.",
    "time-far": "That is more than a year away. Choose an earlier time.",
    "later-full":
      "You have {limit} scheduled messages and reminders already. Send or delete one first.",
    "unknown-later": "That is no longer waiting: it was sent or deleted.",
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
    overloaded: "The server is very busy. You will be connected again in a moment.",
  },
  notices: {
    shutdown: "The server will shut down. You will be back automatically when it is.",
    restart: "The server will restart. You will be back automatically when it is.",
    raid:
      "Raid mode: nobody new can come in, and guests can only read. You can end it in the administration; it ends by itself.",
    "shutdown-cancelled": "The server stays on after all.",
  },
};
