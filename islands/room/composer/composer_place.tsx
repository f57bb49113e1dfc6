import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { ComposerClosed } from "../../../lib/ui/composer/composer.tsx";
import { ComposerResting } from "../../../lib/ui/composer/composer_resting.tsx";
import { RulesPanel } from "../../../lib/ui/composer/rules_panel.tsx";
import { conversationPath, directLeavePath } from "../../../lib/ui/paths.ts";
import { ComposerPane, type ComposerPaneProps } from "./composer_pane.tsx";
import { useWindow } from "../window/window_context.ts";
import { useResting } from "./use_resting.ts";

export type ComposerPlaceProps = ComposerPaneProps & { note: { current: HTMLElement | null } };

/** The composer; or, where one may not write, why. */
export function ComposerPlace({ note, ...props }: ComposerPlaceProps) {
  const { conversation } = props;
  const rests = useResting();
  const { model, arrival: { rules } } = useWindow();
  const { closed, readOnly, with: other } = conversation;
  if (closed || readOnly || other?.gone) {
    const leaveAction = other?.gone ? directLeavePath(other) : undefined;
    return <ComposerClosed note={note} why={whyClosed(conversation)} leaveAction={leaveAction} />;
  }
  if (rests) {
    if (rests.resting.why === "rules" && rules) {
      return <RulesPanel note={note} rules={rules} next={conversationPath(conversation)} />;
    }
    const hasDraft = model.personal.drafts.known.value.has(conversation.id);
    return <ComposerResting note={note} hasDraft={hasDraft} {...rests} />;
  }
  return <ComposerPane {...props} />;
}

function whyClosed(
  { with: other, closed }: ConversationSummary,
): "nobody" | "closed" | "read-only" {
  if (other?.gone) return "nobody";
  return closed ? "closed" : "read-only";
}
