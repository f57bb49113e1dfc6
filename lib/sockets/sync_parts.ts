import type { SyncState } from "../chat/chat.ts";
import { peopleBeside } from "../protocol/events.ts";
import { MAX_REPLY_BYTES } from "../protocol/limits.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";

/** What a part carries besides conversations and people. */
const OVERHEAD_BYTES = 1_024;

type Part = ReplyOf<"sync">;
type Rest = Omit<Part, "user">;

/**
 * What `sync` gives, in parts that fit into `MAX_REPLY_BYTES`: the reply, and pushes for what follows.
 * Each conversation comes with the person it is with, and all but the last part say `more`.
 */
export function syncParts({ user, conversations, presence, users }: SyncState): [Part, ...Rest[]] {
  const present = new Map(presence.map((one) => [one.user, one]));
  const mine = users[user.id];
  const own = present.get(user.id);
  const first: Rest = {
    conversations: [],
    presence: own ? [own] : [],
    users: mine ? { [user.id]: mine } : {},
  };
  const parts: Rest[] = [first];
  let left = MAX_REPLY_BYTES - OVERHEAD_BYTES;
  for (const conversation of conversations) {
    const ids = peopleBeside(conversation).map(({ id }) => id);
    const beside = ids.map((id) => ({ id, here: present.get(id), profile: users[id] }));
    const bytes = beside.reduce(
      (sum, { here, profile }) => sum + bytesOf(here) + bytesOf(profile),
      bytesOf(conversation),
    );
    let part = parts.at(-1) ?? first;
    if (bytes > left && part.conversations.length > 0) {
      part.more = true;
      part = { conversations: [], presence: [], users: {} };
      parts.push(part);
      left = MAX_REPLY_BYTES - OVERHEAD_BYTES;
    }
    left -= bytes;
    part.conversations.push(conversation);
    for (const { id, here, profile } of beside) {
      // Who is in several conversations is told of once in a part.
      if (here && id !== user.id && !part.presence.includes(here)) part.presence.push(here);
      if (profile) part.users[id] = profile;
    }
  }
  const [reply = first, ...rest] = parts;
  return [{ user, ...reply }, ...rest];
}

const encoder = new TextEncoder();

function bytesOf(value: unknown): number {
  return value === undefined ? 0 : encoder.encode(JSON.stringify(value)).length + 32; // and its key
}
