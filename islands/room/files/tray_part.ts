import type { FunctionComponent } from "preact";
import type { SharedFile } from "../../../lib/protocol/files.ts";

/** Files that go with what one writes, as the composer uses them. */
export interface TrayPart {
  /** How many there are. */
  readonly count: { readonly value: number };
  /** What keeps them from being sent, in words. */
  hinders(): string | undefined;
  /** They are sent now: they leave the tray. */
  take(): SharedFile[];
  /** What chooses files, and what shows those that were chosen. */
  Attach: FunctionComponent;
  View: FunctionComponent;
}
