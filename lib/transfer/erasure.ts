// What is left of somebody whose account is deleted goes by a job, which no crash loses.
import type { Actor, Chat } from "../chat/chat.ts";
import type { Erasing } from "../chat/identity/erasing.ts";
import {
  ERASE,
  ErasePayload,
  type ErasureProgress as Progress,
  LAST_LOOK_MS,
  planErasure,
} from "../chat/identity/planned_erasure.ts";
import type { JobKind } from "../jobs/job.ts";
import type { UserId } from "../protocol/events.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { ForgetNames } from "./forget_names.ts";
import type { OwnMessages } from "./own_messages.ts";
import type { OwnTopics } from "./own_topics.ts";

/** While a community is brought in, which may write as them, it looks again so often. In milliseconds. */
export const LOOK_AGAIN_MS = 10 * 60_000;
/** Whoever deletes their account waits about so long at most; the job does what is not done then. */
const WAIT_MS = 20_000;
/** One run of the job deletes messages for so long, and says how far it came: well within its lease. */
const RUN_MS = 10_000;
/** Deletions under way at once: enough to share commits, few enough to leave room for others. */
const DELETIONS_AT_ONCE = 32;
/** As long as the store is there, it is tried again. */
const ATTEMPTS = 10_000;

/**
 * Takes out of the store what is left of somebody whose account has ended. What they did with messages is
 * taken back, so that others see it no more: reactions, votes, what they follow; and their name from where
 * others' rows have it. With `go` also what they wrote is deleted, in every conversation that they were
 * ever in, the topics that they set, and their bots.
 */
export interface Erasure extends Erasing {
  /** The job that is planned, for who runs it. */
  readonly job: JobKind<ErasePayload>;
}

/** What it is made of. Each may be done again, and does then what is left to do. */
export interface ErasureParts {
  messages: OwnMessages;
  remove: Chat["delete"];
  own: {
    /** Ends their sessions, and those of their bots, on every instance. */
    expel(user: UserId): Promise<void>;
    /** Removes what is theirs alone, and ends their memberships; where they were is still known. */
    forget(actor: Actor): Promise<void>;
    /** Takes back what they did, so that others see it no more (`take_back.ts`). */
    takeBack(user: UserId): Promise<void>;
    forgetNames: ForgetNames;
    topicsOf(user: UserId, known?: { conversation: string; setBy: UserId }): OwnTopics;
    /** Ends the bots that they answer for. */
    removeBots(user: UserId): Promise<void>;
    /** Forgets where they were. */
    forgetPlaces(user: UserId): Promise<void>;
  };
  /** Whether a community is being brought in just now. One that is not goes on with `eraseAgain`. */
  isImporting(): Promise<boolean>;
  jobs: { wake(due: number): void };
  clock: Clock;
  logger: Logger;
}

/** Erasure over the stores. */
export function createErasure(parts: ErasureParts): Erasure {
  const { own, jobs, clock, logger } = parts;
  const deleteMessages = createDeleteMessages(parts);

  /** Gives how far it came: messages are deleted for `mostMs` at most, and until the signal ends it. */
  async function erase(
    { user, messages, from }: ErasePayload,
    mostMs: number,
    signal?: AbortSignal,
  ): Promise<Came> {
    const actor = nobody(user);
    await own.expel(user);
    await own.takeBack(user);
    await own.forgetNames(user, messages === "go");
    if (messages === "go") await own.removeBots(user);
    await own.forget(actor);
    if (messages === "stay") return { isDone: true };
    const began = clock.elapsed();
    const isOver = () => signal?.aborted === true || clock.elapsed() - began > mostMs;
    return await deleteMessages(actor, from, isOver);
  }

  return {
    plan: (user, messages) => planErasure({ user, messages }, clock.now()),

    async begin(user, messages) {
      try {
        await erase({ user, messages }, WAIT_MS);
      } catch (error) {
        logger.error("an account could not be erased at once: it is tried again", error);
      }
      jobs.wake(clock.now() + LAST_LOOK_MS);
    },

    job: {
      kind: ERASE,
      payload: ErasePayload,
      attempts: ATTEMPTS,
      async run(payload, { signal }) {
        const again = await parts.isImporting(); // before: what it writes meanwhile is not all found
        const { user, messages } = payload;
        const { isDone, from } = await erase(payload, RUN_MS, signal);
        if (!isDone) {
          return { due: clock.now(), payload: { user, messages, ...(from && { from }) } };
        }
        if (again) return { due: clock.now() + LOOK_AGAIN_MS, payload: { user, messages } };
        await own.forgetPlaces(user);
      },
    },
  };
}

/** Whether all is done; how far the logs were read where it is not, and something was read. */
interface Came {
  isDone: boolean;
  from?: Progress;
}

/** Deletes what somebody wrote, and the topics that they set. */
function createDeleteMessages(
  { messages, remove, own }: Pick<ErasureParts, "messages" | "remove" | "own">,
) {
  return async (
    actor: Actor,
    from: Progress | undefined,
    isOver: () => boolean,
  ): Promise<Came> => {
    const { id } = actor.user;
    const { setBy } = from ?? {};
    const topics = own.topicsOf(id, from && setBy ? { ...from, setBy } : undefined);
    let seen = from;
    let waiting: Promise<unknown>[] = [];
    const search = {
      isOver,
      from,
      pass(...[conversation, event]: Parameters<OwnTopics["pass"]>) {
        topics.pass(conversation, event);
        seen = { conversation, seq: event.seq };
      },
      async ended(conversation: string, seq: number) {
        await topics.forget(conversation);
        seen = { conversation, seq };
      },
    };
    for await (const { conversation, message: { seq } } of messages.find(id, search)) {
      const deleting = remove(actor, { conversation, target: seq });
      deleting.catch(() => {}); // heard below, unless reading on fails first
      waiting.push(deleting);
      seen = { conversation, seq };
      if (waiting.length < DELETIONS_AT_ONCE) continue;
      await Promise.all(waiting);
      waiting = [];
    }
    await Promise.all(waiting);
    await topics.empty();
    if (!isOver()) return { isDone: true };
    if (!seen) return { isDone: false };
    return { isDone: false, from: { ...seen, setBy: topics.setBy(seen.conversation) } };
  };
}

/** Who has no account any more, and takes back what they wrote. */
function nobody(user: UserId): Actor {
  return { user: { id: user, name: "", role: "member" }, session: "" };
}
