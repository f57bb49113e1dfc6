import { withLateSheet } from "../load_late.ts";
import { PATHS } from "../../../lib/ui/paths.ts";
import { type Failing, lazy } from "../../../lib/ui/elements/lazy.ts";
import type { InboxPaneProps } from "./inbox_pane.tsx";

/** The inbox, loaded when it is first shown. */
export const LazyInbox = lazy<InboxPaneProps & Failing>(
  () => withLateSheet(import("./inbox_pane.tsx")).then(({ InboxPane }) => InboxPane),
);

/** Resolves when a page that was drawn with the inbox can come alive; on the server, it can draw it. */
export async function inboxIsReady(): Promise<void> {
  if (typeof location === "undefined" || location.pathname === PATHS.inbox) await LazyInbox.load();
}
