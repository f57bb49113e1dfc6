import type { ThreadUseCases } from "../../chat/contract/threads.ts";
import { createFollowedThreads } from "../../chat/threads/followed_threads.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Shared } from "./shared.ts";

/** The use cases of threads. */
export function composeThreads(
  { access, threads, readEntries, directory, announcer }: Shared,
  conversations: Pick<Conversations, "getMany" | "membershipsOf">,
  clock: Clock,
): ThreadUseCases {
  return createFollowedThreads({
    access,
    threads,
    readEntries,
    directory,
    announcer,
    conversations,
    clock,
  });
}
