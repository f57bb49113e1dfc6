import type { ConversationId } from "../../protocol/events.ts";
import type { Emoji } from "../../ui/emoji/emoji.ts";
import type { TerminalChat } from "../chat.ts";
import type { Face } from "../sending.ts";
import type { Picture } from "./draw.ts";
import type { ScreenState } from "./screen_state.ts";
import type { offersAt } from "./suggestions.ts";

/** The screen, as keys change it; whoever takes a key draws anew afterwards. */
export interface KeyedScreen extends Face {
  readonly chat: TerminalChat;
  readonly state: ScreenState;
  readonly emoji: readonly Emoji[];
  picture(): Picture;
  /** What can stand in place of the token at the caret. */
  offers(): ReturnType<typeof offersAt>;
  goTo(id: ConversationId): void;
  /** Another conversation or thread is open. */
  placeChanged(): void;
  /** Does what may be refused, and says why it was. */
  attempt(act: () => Promise<unknown>): void;
  /** Draws all of it: something else wrote over it. */
  drawAnew(): void;
}
