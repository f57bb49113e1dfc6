// What becomes of somebody in each table of the store: the one list that erasure and one's own data are
// tested by. A table that is not in it fails them, and so does one that names people and is said not to.

/** What a table has of somebody, by the first part of its keys. */
export interface OwnStore {
  /**
   * What is left once they and their messages have gone. `nothing`; their `id`, which leads to nobody: no
   * name and no word; or whatever is there (`kept`), for the reason that `why` says.
   */
  left: "nothing" | "id" | "kept";
  why?: string;
  /** The lines of one's own data that tell of it, or why none does. */
  told: string[] | { not: string };
  /** Why nothing of theirs is in it in the life that is tested: it is tested elsewhere, or soon over. */
  unseen?: string;
}

const gone = (...told: string[]): OwnStore => ({ left: "nothing", told });
const goneUntold = (not: string): OwnStore => ({ left: "nothing", told: { not } });
const id = (why: string, ...told: string[]): OwnStore => ({ left: "id", why, told });
const idUntold = (why: string, not: string): OwnStore => ({ left: "id", why, told: { not } });
const kept = (why: string, told: OwnStore["told"]): OwnStore => ({ left: "kept", why, told });
const soon = (unseen: string): OwnStore => ({
  left: "id",
  why: "it ends by itself within a day, and is worth nothing meanwhile",
  unseen,
  told: { not: "it is over when it is read" },
});

const SECRET = "what opens something is given once";
const INDEX = "found by what it leads to";
const PROGRESS = "the progress of the instances";

/** Tables that hold something of people. */
export const OWN_STORES: Record<string, OwnStore> = {
  // Who they are, and how they come in.
  user: id("events name it: a record without a name, that says that nobody is there", "account"),
  user_by_tag: idUntold("addresses lead to nobody by it", INDEX),
  user_by_name: kept("nobody takes the name for a day: the row ends by itself", { not: INDEX }),
  user_by_skeleton: kept("nobody takes a name that looks so for a day", { not: INDEX }),
  user_by_words: goneUntold(INDEX),
  registered_by_looks: goneUntold(INDEX),
  administrators: {
    ...goneUntold("the account says so"),
    unseen: "she is none any more: tested where the last administrator may not go",
  },
  session: gone("session"),
  session_of: goneUntold(INDEX),
  passkeys: gone("passkey"),
  passkey_owner: goneUntold(INDEX),
  second_factor: gone("second-factor"),
  known_devices: gone("known-device"),
  foreign_accounts: gone("foreign-account"),
  foreign_owner: goneUntold(INDEX),
  foreign_flow: { ...soon(""), unseen: undefined },
  sign_in_ticket: { ...soon(""), unseen: undefined },
  pairing: { ...soon(""), unseen: undefined },
  entry_request: soon("of guests, ten minutes"),
  password_link: goneUntold(SECRET),
  password_link_of: goneUntold(SECRET),
  mailbox: gone("mail"),
  mail_code: goneUntold(SECRET),
  push_device: gone("device"),
  push_endpoint: goneUntold(INDEX),
  pushed: goneUntold("which of their devices show what, for a day"),
  status: gone("status"),
  presence: goneUntold("that they are here, while they are"),
  interest: goneUntold(PROGRESS),
  interest_of: goneUntold(PROGRESS),
  inbox: { ...goneUntold(PROGRESS), unseen: "what instances tell each other comes and goes" },
  personal_settings: gone("settings", "notifications"),
  keywords: goneUntold("the settings say them"),

  // Where they are, and what they write.
  conversation: kept("what rooms and groups are called is everybody's who is in them", [
    "conversation",
  ]),
  group_of: goneUntold(INDEX),
  member: goneUntold("the conversations are told"),
  member_of: goneUntold("the conversations are told"),
  left: goneUntold("the conversations are told, those that they left too"),
  rooms_made_by: goneUntold("a conversation says who made it"),
  room_invitation: id("of others whom they asked: not shown any more", "room-invitation"),
  message_request: gone("message-request"),
  head: idUntold("where a log ends, with who wrote last", "the messages are told"),
  log: id("that there was an event, and whose: logs have no gaps (D2)", "message", "topic"),
  version: gone("message"),
  draft: gone("draft"),
  later: gone("later"),
  job: idUntold(
    "a mail that was to come in the next hours, and finds nobody then",
    "what is to be done soon, of what is told elsewhere",
  ),
  dead_job: {
    ...idUntold("what a server gave up, for who runs it: 30 days", "it is about no person"),
    unseen: "nothing is given up",
  },
  file: gone("file"),
  file_part: gone("bytes"),
  file_day: goneUntold("a sum of bytes of one day"),
  read: gone("read"),
  mention: goneUntold("what others wrote: in the inbox"),
  mentioned: goneUntold("what others wrote: in the inbox"),
  called: idUntold("whom a message of somebody else called", "what others wrote: in the inbox"),
  own: gone("reaction", "vote"),
  reaction: goneUntold("their own rows are told"),
  voter: goneUntold("their own rows are told"),
  bookmarks: gone("bookmark"),
  bookmarker: goneUntold(INDEX),
  thread_reader: gone("thread"),
  thread_of: goneUntold(INDEX),
  unread_thread: goneUntold("the threads are told"),
  search_terms: goneUntold("the words of messages, which are told"),
  search_firsts: {
    ...goneUntold("the words of messages, which are told"),
    unseen: "few words need none",
  },

  // What keeps order.
  newcomer: gone("newcomer"),
  pace: goneUntold("when they last wrote in a slow room"),
  held: gone("held-message"),
  held_of: gone("held-message"),
  open_appeal: goneUntold(INDEX),
  appeal: id("of others, whom they sanctioned or answered", "appeal"),
  sanctions: kept("why somebody is kept out or silent is told to them until it is over", [
    "sanction",
  ]),
  bar: idUntold("guests of an address are kept out, by whom", "what they did is in the journal"),
  report: id("of messages that they wrote, reported or handled", "report"),
  report_of: goneUntold("the reports are told, with their answers"),
  raid: idUntold("who pressed it", "what they did is in the journal"),
  journal: kept("the audit log is never edited", { not: "it is the community's" }),

  // What they have others do.
  invitation: gone("invitation"),
  invited_guest: {
    ...idUntold("a use of an invitation stays used", "the account says by which"),
    unseen: "she was never a guest",
  },
  command: gone("bot"),
  command_call: { ...soon(""), unseen: undefined },
  outgoing: gone("bot"),
  import: id("who ran it", "import"),
  import_upload: id("who sent it", "import-upload"),
  import_person: gone("imported-person"),
  import_member: {
    ...goneUntold("in which rooms they were there, until somebody becomes them"),
    unseen: "somebody has",
  },
  import_named: {
    ...goneUntold("where they are named there, until somebody becomes them"),
    unseen: "somebody has",
  },
  import_merge: idUntold("who decided that somebody there is somebody else", "it is a plan"),
  import_found: {
    ...idUntold("who they were taken for: as long as the upload, a day at most", "it is a plan"),
    unseen: "nothing is chosen",
  },
};

/** Tables that hold nothing of anybody, and no word of a person that is not the community's own. */
export const NOBODYS_STORES: readonly string[] = [
  ...["address_salt", "announced_import", "attempts", "bot", "custom_emoji", "emoji_picture"],
  ...[
    "file_bytes",
    "file_link",
    "files_at",
    "former_room",
    "forward",
    "gone_message",
    "health",
    "held_words",
  ],
  ...[
    "hook",
    "hook_posted",
    "hook_thread",
    "import_beat",
    "import_emoji",
    "import_hold",
    "import_loss",
  ],
  ...["import_part", "import_place", "import_room", "import_tries", "known_address"],
  ...["lease", "live", "open_held", "open_report", "origin", "outgoing_delivery"],
  ...[
    "outgoing_pump",
    "pins",
    "search_index",
    "pairing_by_code",
    "passkey_challenge",
    "profile",
    "providers",
    "public_room",
  ],
  ...[
    "referred",
    "removed",
    "report_on",
    "restoring",
    "retention",
    "room_by_name",
    "schema",
    "search_form",
  ],
  ...["search_rebuilt", "settings", "setup", "shutdown", "swept", "tally", "thread", "vapid"],
  ...["wake"],
];
