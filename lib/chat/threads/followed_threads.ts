import { ChatError } from "../../protocol/errors.ts";
import type { LogEvent, MessageEvent, UserId } from "../../protocol/events.ts";
import type { ThreadStanding, UnreadThread } from "../../protocol/requests/threads.ts";
import type { ReadEntries } from "../../store/messages/entries.ts";
import { standingOf, type ThreadPlace, type Threads } from "../../store/messages/threads.ts";
import type { Announcer } from "../chat.ts";
import type { ThreadUseCases } from "../contract/threads.ts";
import type { Access } from "../conversations/access.ts";
import { requireVisible, visiblePlaces } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import { namedIn } from "../../protocol/named_in.ts";
import { endOf, threadOf } from "../../protocol/threads.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import { rootOf } from "./reply.ts";

/** What threads are followed and read with. */
export interface FollowedThreadParts {
  access: Access;
  threads: Threads;
  conversations: Pick<Conversations, "getMany" | "membershipsOf">;
  readEntries: ReadEntries;
  directory: Pick<Directory, "profiles">;
  announcer: Pick<Announcer, "announce">;
  clock: Clock;
}

/** Following threads, over their rows. */
export function createFollowedThreads(
  { access, threads, conversations, readEntries, directory, announcer, clock }: FollowedThreadParts,
): ThreadUseCases {
  /** The person's other devices show it as well. */
  function tell(user: UserId, thread: ThreadPlace, stands: ThreadStanding) {
    const message = { type: "thread", user, ...thread, ...stands } as const;
    announcer.announce([{ topic: `user:${user}`, message }]);
  }

  return {
    async follow(actor, { conversation, thread: root, on }) {
      const { id: user } = actor.user;
      requireVisible(await access.see(actor, conversation), user, root);
      const thread = { conversation, root };
      if (!rootOf((await threads.find(thread, user)).root?.event)) {
        throw new ChatError("unknown-message");
      }
      tell(user, thread, await threads.follow(thread, user, on));
    },

    async readThread(actor, { conversation, thread: root, seq }) {
      const at = clock.now();
      await access.see(actor, conversation);
      const { id: user } = actor.user;
      const moved = await threads.advance({ conversation, root }, user, { seq, at });
      if (moved) tell(user, { conversation, root }, moved);
    },

    async unreadThread(actor, { conversation, thread: root, seq }) {
      const { id: user } = actor.user;
      requireVisible(await access.see(actor, conversation), user, root);
      const thread = { conversation, root };
      const [begin, from] = await readEntries([{ conversation, seq: root }, { conversation, seq }]);
      const isIn = seq === root || (from !== undefined && threadOf(from.event) === root);
      if (!rootOf(begin?.event) || !isIn) throw new ChatError("unknown-message");
      tell(user, thread, await threads.putBack(thread, user, { seq: seq - 1, at: clock.now() }));
    },

    async threads(actor, { limit }) {
      const { id: user } = actor.user;
      const unread = await threads.unread(user);
      const places = await visiblePlaces(conversations, user, unread, ({ root }) => root);
      const roots = (await readEntries(
        places.map(({ conversation, root }) => ({ conversation, seq: root })),
      )).map((entry) => rootOf(entry?.event));
      const found = places.flatMap((place, n) => roots[n] ? [{ place, root: roots[n] }] : []);
      found.sort((one, other) => lastOf(other.root) - lastOf(one.root));
      const listed = await describe(found.slice(0, limit), user);
      const named = listed.flatMap(({ root, last }) => last ? [root, last] : [root]);
      const users = await directory.profiles(namedIn(named));
      return { threads: listed, users, more: found.length > limit };
    },
  };

  /** What somebody has not read of these threads; those that they read meanwhile are left out. */
  async function describe(
    found: ReadonlyArray<{ place: ThreadPlace; root: MessageEvent }>,
    user: UserId,
  ): Promise<UnreadThread[]> {
    const [readers, lasts] = await Promise.all([
      threads.readerOf(user, found.map(({ place }) => place)),
      readEntries(found.map(({ place: { conversation }, root: { replies } }) => ({
        conversation,
        seq: replies?.last ?? 0,
      }))),
    ]);
    return found.flatMap(({ place: { conversation }, root }, n): UnreadThread[] => {
      const [reader, last] = [readers[n], lasts[n]?.event];
      const { read, unread, back } = standingOf(reader, endOf(root));
      if (unread === 0) return [];
      return [{ conversation, root, ...(last && { last }), ...(back && { back }), read, unread }];
    });
  }
}

function lastOf(root: LogEvent): number {
  return root.kind === "message" ? root.replies?.at ?? 0 : 0;
}
