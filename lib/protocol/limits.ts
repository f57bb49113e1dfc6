// The limits of the protocol: sent in `welcome`, enforced by the server, known to both sides.
import type { FileLimits } from "./files.ts";

/** The subprotocol of the WebSocket (T1). */
export const SUBPROTOCOL = "palabre.v1";
/** The same, with several frames in one message of the server, a line each (T6). */
export const SUBPROTOCOL_LINES = "palabre.v1.lines";
/** The protocol's version, sent in `welcome`. */
export const PROTOCOL_VERSION = 1;

/** A text frame from a client may hold this many bytes of UTF-8 (T2). */
export const MAX_FRAME_BYTES = 64 * 1024;
/** Frames that do not parse, after which the server closes with 4400 (T5). */
export const MAX_INVALID_FRAMES = 10;
/** `sync` pushes at most this many events a conversation (D8). */
export const MAX_SYNC_EVENTS = 500;
/** How many of the newest events a client gets that is further behind (D8). */
export const FAR_BEHIND_EVENTS = 50;
/** The largest `limit` of a `history` request. */
export const MAX_HISTORY = 200;
/** The largest `limit` of a `members` request. */
export const MAX_MEMBERS = 100;
/** Members whose changes one connection is told of (P5). */
export const MAX_WATCHED = 1_000;
/** Bytes of a reply before it is cut or goes in parts: a socket keeps a buffer for its largest frame. */
export const MAX_REPLY_BYTES = 16 * 1024;
/** The largest `limit` of a `threads` request. */
export const MAX_THREADS = 50;
/** The largest `limit` of a `rooms` request. */
export const MAX_ROOM_PAGE = 50;
/** The length of a draft that follows a person over devices, in code points; longer ones do not. */
export const DRAFT_LENGTH = 8_000;
/** Changes of one draft that are taken: one in 2 s, and one more for when it is emptied. */
export const DRAFT_RATE: Rate = { burst: 2, everyMs: 2_000 };
/** Keywords of one person. */
export const MAX_KEYWORDS = 20;
/** Letters of a keyword, in code points. */
/** Characters of pronouns. */
export const MAX_PRONOUNS = 40;
export const KEYWORD_LENGTH = { least: 2, most: 40 } as const;
/** The largest page of what calls somebody. */
export const MAX_INBOX_PAGE = 50;
/** People of a room (members, and guests who are here) above which moderators alone call all of them, or all who are here. */
export const MAX_CALLED_BY_ANYONE = 20;
/** People of a conversation above which nobody is shown how far the others read (M15). */
export const MAX_SHOWN_READERS = 20;
/** Users whose profiles one request may ask for. */
export const MAX_PROFILES = 100;
/** People who reacted that one page names. */
export const MAX_REACTORS = 100;
/** People of one group: a conversation of more is a room. */
export const MAX_GROUP = 12;
/** The largest page of what was searched for. */
export const MAX_SEARCH_PAGE = 50;
/** A query, in code units; what is beyond 30 words and operators is not looked for. */
export const MAX_SEARCH_QUERY = 500;
/** Messages that may be pinned in one conversation (M14). */
export const MAX_PINS = 100;
/** Messages that one request moves to another room (M14). */
export const MAX_MOVED = 50;
/** Bookmarks of one person. */
export const MAX_BOOKMARKS = 500;
/** Conversations of which somebody chose what notifies them. */
export const MAX_LEVELS = 500;
/** The note on a bookmark, in code points. */
export const BOOKMARK_NOTE = 200;
/** Scheduled messages and reminders of one person. */
export const MAX_LATER = 100;
/** The longest time that something may be put off. */
export const LATER_WITHIN_MS = 366 * 86_400_000;
/** Conversations that one `sync` may name in `since`. */
export const MAX_SYNC_CONVERSATIONS = 1000;
/** Bytes waiting on one socket before it is closed as a slow consumer (D6). */
export const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Presence changes are gathered this long before they are pushed (P3). */
export const PRESENCE_COALESCE_MS = 250;
/** Offline is announced this long after the last connection closed (P2). */
export const OFFLINE_GRACE_MS = 2_000;
/** People whom one may block. */
export const MAX_BLOCKED = 200;
/** A client forgets that somebody is typing after this long. */
export const TYPING_MS = 6_000;
/** A client says `away` after this long without input (P1). */
export const AWAY_AFTER_MS = 5 * 60_000;
/** A heartbeat: the server pings a silent socket within this time (P2 needs less than 45 s in all). */
export const HEARTBEAT_MS = 30_000;

/** A token bucket: `burst` at once, then one each `everyMs`. */
export interface Rate {
  burst: number;
  everyMs: number;
}

/** What `welcome` tells the client. Lengths are in code points, sizes in bytes. */
export interface Limits {
  text: number;
  name: number;
  room: number;
  topic: number;
  status: number;
  reactions: number;
  /** Of one file and of one message; a server without it takes no files. */
  files?: FileLimits;
  connections: number;
  sends: Rate;
  guestSends: Rate;
  frames: Rate;
  typing: Rate;
}

/** The limits that this server enforces; see “Limits” in docs/protocol.md. */
export const LIMITS: Limits = {
  text: 4000,
  name: 32,
  room: 64,
  topic: 250,
  status: 80,
  reactions: 20,
  connections: 20,
  sends: { burst: 20, everyMs: 500 },
  guestSends: { burst: 10, everyMs: 1000 },
  frames: { burst: 100, everyMs: 50 },
  typing: { burst: 1, everyMs: 3000 },
};

/** The length of `text` in Unicode code points, the unit of every limit on text. */
export function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** How much that waits for the moderators is counted; as many stand for more. */
export const MAX_QUEUE_COUNT = 100;
