import { Fragment } from "preact";
import { useReading } from "../../../lib/ui/reading.ts";
import { type Act, ACT_GROUPS, type ActTarget, labelOf } from "./act.ts";
import { keyName } from "./key_name.ts";

/** What the menu and the sheet draw. */
export interface ActListProps {
  target: ActTarget;
  acts: readonly Act[];
  run(act: Act): void;
  onClose(): void;
}

/** The acts as items of a menu, a line between the groups. */
export function ActItems({ target, acts, run }: ActListProps) {
  const { words } = useReading();
  const groups = ACT_GROUPS.map((group) => acts.filter((act) => act.group === group))
    .filter((some) => some.length > 0);
  return (
    <>
      {groups.map((some, n) => (
        <Fragment key={n}>
          {n > 0 && <hr />}
          {some.map((act) => {
            const { id, icon: Icon, key, danger } = act;
            return (
              <button
                key={id}
                type="button"
                role="menuitem"
                tabIndex={-1}
                class={danger ? "danger" : undefined}
                data-act={id}
                aria-keyshortcuts={key}
                onClick={() => run(act)}
              >
                <Icon />
                <span>{words.t(labelOf(act, target))}</span>
                {key !== undefined && <kbd aria-hidden="true">{keyName(words, key)}</kbd>}
              </button>
            );
          })}
        </Fragment>
      ))}
    </>
  );
}
