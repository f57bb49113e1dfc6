import { useLayoutEffect, useRef } from "preact/hooks";
import { useReading } from "../../../lib/ui/reading.ts";
import { placeBeside } from "../acts/place_beside.ts";
import { moveInMenu } from "../overlays/move_in_menu.ts";
import { useWindow } from "../window/window_context.ts";
import { offeredTimes } from "../../../lib/ui/later_times.ts";

export interface TimeMenuProps {
  label: string;
  /** What it stands beside, and what gets the focus back. */
  anchor: HTMLElement;
  onChoose(at: number): void;
  /** Another time is wanted. */
  onOther(): void;
  onClose(): void;
}

/** The times that are offered, with the hour that each means. A press beside it or Esc closes it. */
export function TimeMenu({ label, anchor, onChoose, onOther, onClose }: TimeMenuProps) {
  const { words, times, preferences: { timeZone } } = useReading();
  const { model } = useWindow();
  const menu = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    element.showPopover();
    placeBeside(element, anchor);
    element.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !element.contains(target)) onClose();
    };
    addEventListener("pointerdown", outside);
    return () => {
      removeEventListener("pointerdown", outside);
      if (anchor.isConnected) anchor.focus({ preventScroll: true });
    };
  }, []);

  return (
    <dialog ref={menu} class="floating" popover="manual" aria-label={label}>
      <div
        class="menu tall times"
        role="menu"
        aria-label={label}
        onKeyDown={(event) => moveInMenu(event, onClose)}
      >
        {offeredTimes({ now: model.now(), timeZone }).map(({ label, at }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => onChoose(at)}
          >
            <span>{words.t(label)}</span>
            <time>{times.time(at)}</time>
          </button>
        ))}
        <hr />
        <button type="button" role="menuitem" tabIndex={-1} onClick={onOther}>
          <span>{words.t("later.choose")}</span>
        </button>
      </div>
    </dialog>
  );
}
