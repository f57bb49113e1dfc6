import type { Mutation } from "../../kv/kv.ts";
import { endDraft } from "../../store/messages/drafts.ts";
import type { Actor, Announcer, LogPosition } from "../chat.ts";
import { type Called, callRows } from "./calls.ts";

/** What goes with a message: whom it calls, and the draft that it was, by when that was begun. */
export interface Beside {
  called: Called;
  /** Whether it stands in the timeline, whose unread messages are counted. */
  inTimeline: boolean;
  draft?: number;
}

/** The rows that go with a message, and what follows them. */
export interface PostedBeside {
  /** The writes of its commit. */
  rows(actor: Actor, beside: Beside, place: LogPosition): Mutation[];
  /** It was committed, by this request. */
  posted(actor: Actor, beside: Beside, place: LogPosition): void;
}

/** Over the devices that hold the draft. */
export function createPostedBeside(
  { announcer }: { announcer: Pick<Announcer, "announce"> },
): PostedBeside {
  const ended = ({ draft = 0 }: Pick<Beside, "draft">, { conversation, at }: LogPosition) => (
    { conversation, text: "", at, begun: draft }
  );
  return {
    rows: ({ user }, beside, place) => [
      ...callRows(beside.called, place, beside.inTimeline),
      ...(beside.draft === undefined ? [] : [endDraft(user.id, ended(beside, place))]),
    ],
    posted({ user, connection }, beside, place) {
      if (beside.draft === undefined) return;
      const draft = ended(beside, place);
      announcer.announce([{
        topic: `user:${user.id}`,
        message: { type: "draft", user: user.id, draft, connection },
      }]);
    },
  };
}
