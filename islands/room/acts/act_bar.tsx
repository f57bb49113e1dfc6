import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import type { ActedOn } from "../../../lib/ui/timeline/acts.ts";
import { type Act, type ActTarget, labelOf } from "./act.ts";
import { keyName } from "./key_name.ts";

export interface ActBarProps {
  item: ActedOn;
  /** The target as it is seen from what was pressed. */
  targetOf(item: ActedOn, anchor: HTMLElement): ActTarget | undefined;
  actsOn(target: ActTarget): Act[];
  /** Opens all that can be done: below the button, or as a sheet. */
  open(target: ActTarget): void;
  /** Whether its menu is open. */
  isOpen: boolean;
}

/** The bar beside a message: what is done most, and the way to the rest. */
export function ActBar({ item, targetOf, actsOn, open, isOpen }: ActBarProps) {
  const { words } = useReading();
  const pressed = (event: Event, run: (target: ActTarget) => void) => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const target = targetOf(item, event.currentTarget);
    if (target) run(target);
  };
  const drawn = targetOf(item, document.body);
  if (!drawn) return null;
  const acts = actsOn(drawn).filter(({ bar }) => bar);
  const more = words.t("message.more");
  return (
    <div
      class={isOpen ? "actions shown" : "actions"}
      role="toolbar"
      aria-label={words.t("act.bar")}
    >
      {acts.map((act) => {
        const { id, icon: Icon, key, run } = act;
        const label = words.t(labelOf(act, drawn));
        const title = key === undefined
          ? label
          : words.t("act.with-key", { act: label, key: keyName(words, key) });
        return (
          <button
            key={id}
            type="button"
            class="icon-button"
            data-act={id}
            aria-label={label}
            title={title}
            onClick={(event) => pressed(event, run)}
          >
            <Icon />
          </button>
        );
      })}
      <button
        type="button"
        class="icon-button more"
        aria-label={more}
        title={more}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={(event) => pressed(event, open)}
      >
        <messageIcons.more />
      </button>
    </div>
  );
}
