import { useState } from "preact/hooks";
import type { Timeline, TimelineItem } from "../../../lib/client/model.ts";
import { spanOf } from "../../../lib/i18n/spans.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useTicking } from "../panes/use_ticking.ts";
import { useWindow } from "../window/window_context.ts";

const SECOND_MS = 1000;

export interface SlowLineProps {
  slowSeconds: number;
  /** What is shown of the room, and of the thread where one writes. */
  timelines: readonly Timeline[];
  /** Set to what says whether one has to wait, and tells so. */
  waits: { current: (() => boolean) | undefined };
}

/** That a room is slow, and when one may write there again. */
export function SlowLine({ slowSeconds, timelines, waits }: SlowLineProps) {
  const { words } = useReading();
  const { model } = useWindow();
  const [pressed, setPressed] = useState(false);
  const until = Math.max(...timelines.map(({ items }) => freeAt(items.value, slowSeconds)));
  const ticking = useTicking(() => model.now(), until > model.now());
  const leftMs = until - (ticking ? model.now() : until);
  const waiting = leftMs > 0;
  waits.current = () => {
    setPressed(waiting);
    return until > model.now();
  };
  const span = spanOf(words.locale, Math.ceil(Math.max(leftMs, SECOND_MS) / SECOND_MS) * SECOND_MS);
  if (!waiting) {
    const every = spanOf(words.locale, slowSeconds * SECOND_MS);
    return <span>{words.t("slow.every", { span: every })}</span>;
  }
  const said = words.t("slow.left", { span });
  return (
    <span class={pressed ? "error" : undefined} role="timer">
      {said}
    </span>
  );
}

/** When one may write again, by one's own last message there and by what the server said: milliseconds UTC. */
function freeAt(items: readonly TimelineItem[], slowSeconds: number): number {
  let until = 0;
  for (const item of items) {
    if (item.is === "message" && item.own) {
      until = Math.max(until, item.event.at + slowSeconds * SECOND_MS);
    }
    if (item.is !== "outgoing") continue;
    const { state, error, failedAt = 0 } = item.entry;
    if (state === "failed" && error?.retryAfterMs) {
      until = Math.max(until, failedAt + error.retryAfterMs);
    }
  }
  return until;
}
