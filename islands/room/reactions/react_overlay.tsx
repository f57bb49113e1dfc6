import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ModalDialog } from "../../../lib/ui/elements/dialog.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import type { ActTarget } from "../acts/act.ts";
import { giveBack } from "../acts/act_menu.tsx";
import { placeBeside } from "../acts/place_beside.ts";
import { EmojiPicker } from "../composer/emoji_picker.tsx";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { moveInMenu } from "../overlays/move_in_menu.ts";
import { useWindow } from "../window/window_context.ts";
import { QuickRow } from "./quick_row.tsx";
import { toggleReaction } from "./react.ts";

export interface ReactOverlayProps extends Failing {
  target: ActTarget;
  onClose(): void;
}

/** Chooses a reaction: of those that one uses most, or of all. Fingers choose of all at once. */
export function ReactOverlay({ target, onClose, onFail }: ReactOverlayProps) {
  const window = useWindow();
  const { words } = useReading();
  const touch = matchMedia("(hover: none)").matches;
  const [all, setAll] = useState(touch);
  const floating = useRef<HTMLDialogElement>(null);
  const { anchor } = target;
  const choose = (emoji: string) => {
    onClose();
    toggleReaction(window, target, emoji);
  };
  const picker = all && <EmojiPicker onChoose={choose} onClose={onClose} onFail={onFail} />;

  useLayoutEffect(() => {
    const element = floating.current;
    if (!element) return;
    const region = anchor.closest<HTMLElement>("[data-region]");
    element.showPopover();
    element.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !element.contains(target) && !anchor.contains(target)) {
        onClose();
      }
    };
    addEventListener("pointerdown", outside);
    return () => {
      removeEventListener("pointerdown", outside);
      giveBack(anchor, region);
    };
  }, []);
  // Again when the picker has come, which is larger than what stood for it.
  useLayoutEffect(() => {
    const element = floating.current;
    if (!element) return;
    placeBeside(element, anchor);
    const sizes = new ResizeObserver(() => placeBeside(element, anchor));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [all]);

  if (touch) {
    return (
      <ModalDialog label={words.t("reaction.add")} onClose={onClose} low>
        <div class="sheet-up all-emoji">{picker}</div>
      </ModalDialog>
    );
  }
  return (
    <dialog
      ref={floating}
      class={all ? "floating all-emoji" : "floating"}
      popover="manual"
      aria-label={words.t("reaction.add")}
    >
      {picker || (
        <div
          class="menu flat"
          role="menu"
          aria-label={words.t("reaction.add")}
          onKeyDown={(event) => moveInMenu(event, onClose)}
        >
          <QuickRow
            inMenu
            onChoose={choose}
            onMore={() => setAll(true)}
          />
        </div>
      )}
    </dialog>
  );
}
