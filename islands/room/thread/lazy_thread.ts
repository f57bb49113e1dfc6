import { lazy } from "../../../lib/ui/elements/lazy.ts";
import type { ThreadPaneProps } from "./thread_pane.tsx";

/** The thread beside a conversation; its code comes once the page is alive. */
export const LazyThread = lazy<ThreadPaneProps>(() =>
  import("../late.ts").then(({ ThreadPane }) => ThreadPane)
);
