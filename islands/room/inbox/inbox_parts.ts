import type { ComponentType } from "preact";
import type { ComposerPlaceProps } from "../composer/composer_place.tsx";
import type { TimelinePaneProps } from "../timeline/timeline_pane.tsx";

/**
 * What the inbox draws with of the chat that it stands in. It is given, not imported: so the inbox loads
 * late without parting what the chat loads first.
 */
export interface InboxParts {
  Timeline: ComponentType<TimelinePaneProps>;
  Composer: ComponentType<ComposerPlaceProps>;
  /** Where it is said what can be taken back. */
  Undo: ComponentType;
}
