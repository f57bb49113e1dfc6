import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Timeline } from "../../../lib/client/model.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import { loadLate } from "../load_late.ts";
import { useWindow } from "../window/window_context.ts";
import type { SlowLineProps } from "./slow_line.tsx";

const LazySlowLine = lazy<SlowLineProps>(() => loadLate().then(({ SlowLine }) => SlowLine));

/** In a slow room: the line that says so, and whether one has to wait now, which it tells then. */
export function useSlowLine(
  { slowSeconds }: ConversationSummary,
  timelines: readonly Timeline[],
): { line: ComponentChildren; waits(): boolean } {
  const waits = useRef<(() => boolean) | undefined>(undefined);
  const { role = "guest" } = useWindow().model.me.value ?? {};
  if (!slowSeconds || may(role, "write where it is read-only")) {
    return { line: undefined, waits: () => false };
  }
  return {
    line: <LazySlowLine slowSeconds={slowSeconds} timelines={timelines} waits={waits} />,
    waits: () => waits.current?.() ?? false,
  };
}
