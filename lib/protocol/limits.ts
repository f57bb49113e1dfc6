// The limits of the protocol: sent in `welcome`, enforced by the server, known to both sides.

/** The subprotocol of the WebSocket (T1). */
export const SUBPROTOCOL = "palabre.v1";
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
/** Conversations that one `sync` may name in `since`. */
export const MAX_SYNC_CONVERSATIONS = 1000;
/** Bytes waiting on one socket before it is closed as a slow consumer (D6). */
export const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Presence changes are gathered this long before they are pushed (P3). */
export const PRESENCE_COALESCE_MS = 250;
/** Offline is announced this long after the last connection closed (P2). */
export const OFFLINE_GRACE_MS = 2_000;
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
