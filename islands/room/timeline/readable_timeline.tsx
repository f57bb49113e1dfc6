import { PollProvider } from "../../../lib/ui/polls/poll_context.ts";
import { TextProvider } from "../../../lib/ui/text/text_context.ts";
import { usePollPlace } from "../panes/use_poll_place.ts";
import { useTextPlaceOf } from "../panes/use_text_place_of.ts";
import { useWindow } from "../window/window_context.ts";
import { TimelinePane, type TimelinePaneProps } from "./timeline_pane.tsx";

/** The messages of a conversation, with what their texts lead to and where their polls are voted in. */
export function ReadableTimeline(props: TimelinePaneProps) {
  const text = useTextPlaceOf(useWindow(), props.live);
  const polls = usePollPlace(props.conversation, props.live);
  return (
    <TextProvider value={text}>
      <PollProvider value={polls}>
        <TimelinePane {...props} />
      </PollProvider>
    </TextProvider>
  );
}
