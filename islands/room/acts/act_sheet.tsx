import { useEffect, useRef } from "preact/hooks";
import { ModalDialog } from "../../../lib/ui/elements/dialog.tsx";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { moveInMenu } from "../overlays/move_in_menu.ts";
import { QuickRow } from "../reactions/quick_row.tsx";
import { toggleReaction } from "../reactions/react.ts";
import { useWindow } from "../window/window_context.ts";
import { labelOf } from "./act.ts";
import { ActItems, type ActListProps } from "./act_list.tsx";
import { dragDown } from "./drag_down.ts";

/** How many of the most frequent acts stand in the first row. */
const IN_ROW = 4;

/** What can be done with a message, over the lower edge: where fingers are. Dragged down, it closes. */
export function ActSheet(props: ActListProps) {
  const window = useWindow();
  const { words, times } = useReading();
  const { target, acts, run, onClose } = props;
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current ? dragDown(sheet.current, onClose) : undefined, []);
  const others = acts.filter(({ id }) => id !== "react"); // a row of its own
  const row = others.filter(({ bar, frequent }) => bar || frequent).slice(0, IN_ROW);
  const rest = others.filter((act) => !row.includes(act));
  const { event, item } = target;
  return (
    <ModalDialog label={words.t("act.bar")} onClose={onClose} low>
      <div ref={sheet} class="sheet-up">
        <QuickRow
          onChoose={(emoji) => {
            onClose();
            toggleReaction(window, target, emoji);
          }}
          onMore={() => {
            window.overlay.value = { is: "react", target };
          }}
        />
        <blockquote class="sheet-message">
          <p>
            <b dir="auto">
              {item.own ? words.t("you") : personLabel(words, { id: event.by, ...item.author })}
            </b>{" "}
            <time>{times.time(event.at)}</time>
          </p>
          <p dir="auto">{event.text}</p>
        </blockquote>
        {row.length > 0 && (
          <div class="sheet-row">
            {row.map((act) => {
              const Icon = act.icon;
              return (
                <button key={act.id} type="button" data-act={act.id} onClick={() => run(act)}>
                  <Icon />
                  {words.t(act.short ?? labelOf(act, target))}
                </button>
              );
            })}
          </div>
        )}
        <div
          role="menu"
          class="sheet-menu"
          aria-label={words.t("act.bar")}
          onKeyDown={(event) => moveInMenu(event, onClose)}
        >
          <ActItems {...props} acts={rest} />
        </div>
      </div>
    </ModalDialog>
  );
}
