import type { ComponentChildren } from "preact";
import type { Quoted } from "../../../client/model.ts";
import type { UserId } from "../../../protocol/events.ts";
import { icons } from "../../elements/icons.tsx";
import { threadPath } from "../../paths.ts";
import { useReading } from "../../reading.ts";
import { useMessagePlace } from "../message_place.ts";
import { useTimelineReader } from "../timeline_reader.ts";
import type { MessageProps } from "../message_props.ts";
import { MovedHereLine } from "./moved.tsx";
import { excerpt } from "./quote.tsx";

/** What stands above the bubble: who pinned it, where it came from. One `OverLine` each. */
export function Over({ item }: MessageProps) {
  const { pinned, deletedAt, movedHere = undefined } = item.is === "message" ? item.event : {};
  return (
    <>
      {movedHere && !deletedAt && <MovedHereLine moved={movedHere} />}
      {pinned && <PinnedLine by={pinned.by} />}
      {item.is === "message" && item.event.forwarded && <ForwardedLine seq={item.event.seq} />}
      {item.origin && <Origin origin={item.origin} />}
    </>
  );
}

function PinnedLine({ by }: { by: UserId }) {
  const { words } = useReading();
  const reader = useTimelineReader();
  if (!reader) return null;
  return (
    <OverLine>
      <icons.pin />
      <span>
        {by === reader.me
          ? words.t("message.pinned-by-you")
          : words.t("message.pinned-by", { name: reader.nameOf(by) })}
      </span>
    </OverLine>
  );
}

/** That these are the words of another message; and of which, for who may know it (M12). */
function ForwardedLine({ seq }: { seq: number }) {
  const { words } = useReading();
  const origin = useTimelineReader()?.originOf?.(seq);
  return (
    <OverLine>
      <icons.passed />
      {origin
        ? <a href={origin.href} dir="auto">{words.t("forward.from", { place: origin.place })}</a>
        : <span>{words.t("forward.line")}</span>}
    </OverLine>
  );
}

/** From which thread it was sent to the room (M6). */
function Origin({ origin }: { origin: Quoted }) {
  const { words } = useReading();
  const place = useMessagePlace();
  if (!place || place.thread !== undefined) return null;
  return (
    <OverLine>
      <icons.thread />
      <a href={threadPath(place.conversation, origin.seq)} dir="auto">
        {words.t("thread.from", { text: excerpt(words, origin) })}
      </a>
    </OverLine>
  );
}

/** One line above the bubble. */
function OverLine({ children }: { children: ComponentChildren }) {
  return <div class="over">{children}</div>;
}
