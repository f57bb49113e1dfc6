import { useMemo } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { votePath } from "../../../lib/ui/paths.ts";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import type { PollPlace } from "../../../lib/ui/polls/poll_context.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";

/** What is done with the polls of a conversation: the same object for as long as it is open. */
export function usePollPlace(conversation: ConversationSummary, live: boolean): PollPlace {
  const window = useWindow();
  const { words } = useReading();
  const { model } = window;
  const { id } = conversation;
  return useMemo((): PollPlace => {
    const place = {
      profileOf: (user: string) => model.profileOf(user),
      action: ({ seq }: { seq: number }) => votePath(conversation, seq),
    };
    if (!live) return place;
    return {
      ...place,
      me: model.me.peek()?.id,
      async vote({ seq }, options) {
        try {
          await model.polls.vote(id, seq, options);
          return undefined;
        } catch (refusal) {
          return failureMessage(words, refusal);
        }
      },
      close: ({ seq }) => window.attempt(() => model.polls.close(id, seq)),
    };
  }, [id, live, words]);
}
