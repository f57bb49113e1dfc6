import * as v from "valibot";
import { type JobKind, planJob } from "../../jobs/job.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { ConversationLog } from "../../log/log.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { Place } from "../../store/conversations/read_marks.ts";
import type { BookmarkRows } from "../../store/messages/bookmark_rows.ts";
import type { ForwardRows } from "../../store/messages/forward_rows.ts";
import { forgetReferred } from "../../store/messages/references.ts";
import type { Threads } from "../../store/messages/threads.ts";
import type { Chat } from "../chat.ts";
import { removeAsAuthor } from "./vanishing.ts";

const KIND = "forget-references";
/** Bookmarks, and forwards, that one run takes away. */
const A_RUN = 50;

const Payload = v.object({ conversation: v.string(), seq: v.number() });
type Payload = v.InferOutput<typeof Payload>;

/**
 * The job that takes off the bookmarks of a message that is gone, with their notes, and deletes what was
 * forwarded of it: these are its words (M3). It also forgets where the message itself came from,
 * and who follows a thread that nobody began.
 */
export function forgetReferencesLater(
  conversation: ConversationId,
  seq: number,
  now: number,
): Mutation[] {
  const payload: Payload = { conversation, seq };
  return [
    planJob({ kind: KIND, id: `${KIND} ${conversation} ${seq}`, due: now, payload }),
    forgetReferred(payload),
  ];
}

/** What it is done with. */
export interface ForgetReferencesParts {
  bookmarkRows: Pick<BookmarkRows, "ofMessage" | "remove">;
  forwardRows: Pick<ForwardRows, "ofMessage" | "origins" | "forget">;
  threads: Pick<Threads, "forgetGone">;
  log: Pick<ConversationLog, "entries">;
  remove: Chat["delete"];
  now(): number;
}

/** What runs it. Nobody refers to a message that is gone, so each run leaves fewer. */
export function createForgetReferences(
  { bookmarkRows, forwardRows, threads, log, remove, now }: ForgetReferencesParts,
): JobKind<Payload> {
  async function unforward(origin: Place, forward: Place): Promise<void> {
    await removeAsAuthor({ log, remove }, forward);
    await forwardRows.forget(origin, forward);
  }

  return {
    kind: KIND,
    payload: Payload,
    async run(place) {
      const [people, forwards] = await Promise.all([
        bookmarkRows.ofMessage(place, A_RUN),
        forwardRows.ofMessage(place, A_RUN),
      ]);
      const [origin] = await forwardRows.origins([place]);
      if (origin) await forwardRows.forget(origin, place);
      for (const user of people) await bookmarkRows.remove(user, place);
      for (const forward of forwards) await unforward(place, forward);
      const thread = { conversation: place.conversation, root: place.seq };
      const followers = await threads.forgetGone(thread, A_RUN);
      if (Math.max(people.length, forwards.length, followers) === A_RUN) {
        return { due: now(), payload: place };
      }
    },
  };
}
