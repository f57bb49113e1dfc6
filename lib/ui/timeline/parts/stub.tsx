import { useComputed } from "@preact/signals";
import type { ShownReplies } from "../../../client/model.ts";
import { Avatar } from "../../elements/avatar.tsx";
import { icons } from "../../elements/icons.tsx";
import { threadPath } from "../../paths.ts";
import { useReading } from "../../reading.ts";
import { useMessagePlace } from "../message_place.ts";

/** What leads from a root to its thread: who answered, how many replies, when last, and what is new. */
export function Stub({ root, replies }: { root: number; replies: ShownReplies }) {
  const { words, times, now } = useReading();
  const place = useMessagePlace();
  const unread = useComputed(() => place?.unreadIn?.(root) ?? 0).value;
  if (!place || place.thread !== undefined) return null;
  const { count, at, faces } = replies;
  const isToday = times.dayKey(at) === times.dayKey(now);
  return (
    <a
      class="stub"
      href={threadPath(place.conversation, root)}
      aria-current={place.open === root ? "true" : undefined}
    >
      <span class="faces" aria-hidden="true">
        {faces.map(({ id, name }) => <Avatar key={id} id={id} name={name} small />)}
      </span>
      <b>{words.t("thread.replies", { count })}</b>
      <span class="faint">
        {words.t("thread.last", { time: isToday ? times.time(at) : times.day(at, now) })}
      </span>
      {unread > 0 && <span class="count calls">{words.t("thread.new", { count: unread })}</span>}
      <icons.forward />
    </a>
  );
}
