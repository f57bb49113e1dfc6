/** What the terminal client says, in English. */
export const en = {
  "help.usage": `Usage: palabre [command] [server] [options]

  palabre [server]              the chat, full screen
  palabre --plain [server]      the chat, line by line
  palabre send --to '#room' 'text'     one message; the text may come by standard input
  palabre tail '#room'          what is said there, as it comes
  palabre history '#room'       the last messages
  palabre rooms|people [part of a name]
  palabre search words          finds messages
  palabre sign-in [server]      signs in by your browser, and saves the session
  palabre sign-out              ends the session that is saved for the server

  --server ADDRESS   or --host HOST --port PORT
  --name NAME        who you are; with --password-stdin, the first line of standard input is the password
  --pair             come in by your browser: a code and a link are shown
  --room ROOM, --to NAME        where to begin, or where a message goes
  --locale en|fr|es  --bell (rings when you are called)  --no-pictures (names them alone)
  --bidi own|terminal
  send: --file PATH (more than once), --id TEXT (sent once, however often), --timeout 30s
  tail: --since 10m, --after SEQ, --no-follow; history: --limit 20, --before SEQ
  --json             one object a line

Exit codes: 0 done, 2 usage, 3 no server there, 4 wrong address, 5 certificate, 6 not let in,
7 kicked, 8 banned, 9 signed out, 10 refused, 11 no answer in time, 1 anything else.`,
  "usage.unknown-option": "There is no option {what}. palabre --help lists them.",
  "usage.missing": "{what} is missing. palabre --help shows how to write it.",
  "usage.locale": "There is no language “{what}”: en, fr or es.",
  "usage.bidi": "There is no “{what}”: --bidi own or --bidi terminal.",
  "usage.duration": "“{what}” is not a duration. Write it like 30s, 10m, 2h or 7d.",
  "usage.number": "“{what}” is not a number.",
  "usage.no-name": "Who are you? Say it with --name, or sign in with your browser: --pair.",
  "usage.no-text": "There is nothing to send.",

  "failure.unreachable": "There is no server at {server}: {why}.",
  "failure.why-refused": "nothing listens there",
  "failure.why-timeout": "no answer within {count} s",
  "failure.wrong-host": "There is no machine called “{host}”. Is the address right?",
  "failure.wrong-address": "What answers at {server} is not Palabre. Is the address right?",
  "failure.address": "“{server}” is not an address.",
  "failure.certificate":
    "The certificate of {server} is not trusted ({why}). If it is your own, name its authority in DENO_CERT.",
  "failure.name-taken": "{detail} If the name is yours, add --password-stdin.",
  "failure.second-factor":
    "This account uses two-factor authentication, and its code cannot be asked for here. Sign in with --pair, or with the browser: palabre sign-in.",
  "failure.proof": "The server asks for work that this computer could not do in time.",
  "failure.signed-out": "Your session has ended. Start again to come back in.",
  "failure.connection": "The connection was lost.",
  "failure.file": "The file {path} cannot be read: {why}",
  "failure.not-durable":
    "No answer within {span}. The message {id} may or may not have arrived: send it again with the same --id.",
  "failure.unknown-person": "Nobody here is called “{name}”. Nothing was sent.",
  "failure.unknown-room": "There is no room “{room}” that you can read.",
  "failure.no-message":
    "There is no message of “{ref}” here. A message is named by its time, like 10:38, or “last”.",
  "failure.no-poll": "That message is not a poll.",
  "failure.no-session": "No session is saved for this server.",

  "failure.pairing-over": "Nobody confirmed the code in time. Start again for a new one.",
  "failure.not-kept":
    "The session cannot be saved here. Run with --allow-read and --allow-write too, or use --pair with another command.",
  "pair.shown":
    "To sign in, open this link in a browser where you are signed in:\n\n  {link}\n\nor open {page} and enter the code there:\n\n  {code}\n\nThe browser shows the same code. It is valid until {time}; Ctrl C cancels.",
  "pair.done": "Signed in to {server} as {name}. The session is saved.",
  "ask.name": "Your name, or Enter to sign in with your browser: ",
  "ask.password": "Password of {name}: ",
  "ask.code": "Code from your authenticator, or a recovery code: ",

  "hello":
    "Palabre: connected to {community} as {name}. Type /help to see what you can do; Ctrl D leaves.",
  "place.room": "# {room}: {topic}. {members}.",
  "place.room-plain": "# {room}. {members}.",
  "place.direct": "With {people}.",
  "line.you": "You",
  "line.said": "{time} {name}: {text}",
  "line.to": "{time} {name}, to {other}: {text}",
  "line.direct": "{time} {name} to you: {text}",
  "line.direct-own": "{time} You to {name}: {text}",
  "line.group": "{time} {name} in {place}: {text}",
  "line.mentions": "{time} {name} mentions you: {text}",
  "line.edited": "{time} {name}, edited: {text}",
  "line.blocked": "{time}: message from someone you blocked",
  "line.deleted": "{time} {name}: (deleted)",
  "line.action": "{time} * {name} {text}",
  "line.thread": {
    one: "(thread: {count} reply, /thread {time})",
    other: "(thread: {count} replies, /thread {time})",
  },
  "line.reactions": "reactions: {reactions}",
  "line.reaction": "{emoji} {count}",
  "line.reaction-own": "{emoji} {count} (you too)",
  "line.files": "file: {name} ({size}) {address}",
  "line.forwarded": "forwarded",
  "line.pinned": "pinned",
  "line.votes": "votes: {votes}",
  "line.poll": {
    one: "poll, {count} vote: /vote {time} number",
    other: "poll, {count} votes: /vote {time} number",
  },
  "line.poll-closed": { one: "poll, closed, {count} vote", other: "poll, closed, {count} votes" },
  "line.poll-option": {
    one: "{number}. {text}: {count} vote",
    other: "{number}. {text}: {count} votes",
  },
  "line.poll-chosen": {
    one: "{number}. {text}: {count} vote, yours",
    other: "{number}. {text}: {count} votes, yours among them",
  },
  "line.new": { one: "{count} new message", other: "{count} new messages" },
  "line.not-sent": "* Not sent: “{text}”. {why}",
  "line.held": "* Kept while you were out: “{text}”. /retry sends it.",
  "line.mentioned-elsewhere": "* You are mentioned in {place}. /join {room} goes there.",
  "line.request": "* {name} wants to write to you. /msg {name} opens what waits.",
  "line.invited": "* {name} invites you to #{room}. /join {room} accepts.",
  "line.notice": "* Notice: {text}",
  "line.muted": "* {text}",
  "line.lost": {
    one: "* Connection lost. Next try in {count} s. What you write is kept.",
    other: "* Connection lost. Next try in {count} s. What you write is kept.",
  },
  "line.back": "* Connected again. Nothing was missed.",
  "line.unsent": {
    one: "* {count} message was not sent:",
    other: "* {count} messages were not sent:",
  },
  "line.unkept": "* Typed and not sent:",
  "line.here": "You are in {place} now.",
  "line.person": "{name}: {state}",
  "line.person-status": "{name}: {state}, {status}",
  "line.none": "Nothing was found.",
  "line.beginning": "This is the beginning.",
  "line.hidden": "/show {time} shows what is hidden",
  "line.asked": "{name} has been invited to #{room}. Joining is up to them.",

  "command.to": "Write to someone",
  "command.reply": "Answer a message",
  "command.thread":
    "Open the thread of a message, or answer in it; without a time, back to the room",
  "command.react": "React to a message, or take it back",
  "command.vote": "Vote in a poll, by the numbers of the answers",
  "command.edit": "Change one of your messages",
  "command.delete": "Delete a message",
  "command.show": "Show a message as it was written",
  "command.older": "Show earlier messages",
  "command.rooms": "List the rooms",
  "command.people": "List the people here",
  "command.search": "Find messages",
  "command.inbox": "Show your latest mentions",
  "command.invite": "Invite someone into the room",
  "command.leave": "Leave the room",
  "command.retry": "Send again what was not sent",
  "usage.to": "/to name text, or name: text",
  "usage.reply": "/reply 10:38 text",
  "usage.thread": "/thread 10:38 text",
  "usage.react": "/react 10:38 👍",
  "usage.vote": "/vote 10:38 2",
  "usage.edit": "/edit 10:38 text",
  "usage.delete": "/delete 10:38",
  "usage.show": "/show 10:38",
  "usage.older": "/older",
  "usage.rooms": "/rooms part of a name",
  "usage.people": "/people",
  "usage.search": "/search words",
  "usage.inbox": "/inbox",
  "usage.invite": "/invite name",
  "usage.leave": "/leave",
  "usage.retry": "/retry",
  "help.line": "{usage}: {does}",
  "help.plain":
    "A message is named by its time, or “last”. A line that begins with a space is sent as it is.",
  "screen.draft": "draft",
  "screen.muted": "muted",
  "screen.here": "Here now: {people}",
  "screen.blocked": "(message from someone you blocked)",
  "screen.deleted": "(deleted)",
  "screen.edited": "(edited)",
  "screen.sending": "(sending)",
  "screen.not-sent": "(not sent: {why})",
  "screen.replies": {
    one: "└ {count} reply, last {time} · t opens the thread",
    other: "└ {count} replies, last {time} · t opens the thread",
  },
  "screen.thread": "Thread",
  "screen.poll": { one: "{count} vote · v votes", other: "{count} votes · v votes" },
  "screen.poll-closed": { one: "{count} vote · closed", other: "{count} votes · closed" },
  "screen.state.online": "connected",
  "screen.state.connecting": "connecting…",
  "screen.state.waiting": {
    one: "offline, next try in {count} s",
    other: "offline, next try in {count} s",
  },
  "screen.hints": "F1 keys · Ctrl K jump · Tab complete · Esc timeline",
  "screen.hints-timeline": "r reply · t thread · + react · e edit · d delete · v vote · Esc write",
  "screen.hints-thread": "Esc timeline · Ctrl T back to the room",
  "screen.replying": "Reply to {name}: {text}",
  "screen.editing": "Editing your message of {time}",
  "screen.calls": {
    one: "{count} message for you",
    other: "{count} messages for you",
  },
  "screen.newer": "↓ newer below",
  "screen.small": "The window is too small.",
  "screen.jump": "Jump to: ",
  "screen.react": "React with: ",
  "screen.vote": "Vote for (numbers): ",
  "screen.delete": "Delete this message? y deletes it ",
  "screen.leaving": {
    one: "Sending {count} message before leaving… Ctrl C leaves without it.",
    other: "Sending {count} messages before leaving… Ctrl C leaves without them.",
  },
  "screen.quit": "Press Ctrl C again to leave",
  "screen.keys": "Keys",
  "keys.enter": "Send",
  "keys.alt-enter": "New line",
  "keys.tab": "Complete @name, #room, /command, :emoji",
  "keys.up-down": "What you wrote before, in an empty field",
  "keys.page": "Scroll",
  "keys.alt-up-down": "Previous or next conversation",
  "keys.ctrl-k": "Jump to a conversation or a person",
  "keys.ctrl-n": "Next unread conversation",
  "keys.esc": "Into the timeline, and back",
  "keys.timeline": "On a message: reply, thread, react, edit, delete, vote",
  "keys.ctrl-t": "Close the thread",
  "keys.ctrl-l": "Redraw",
  "keys.ctrl-c": "Leave",
} as const;
