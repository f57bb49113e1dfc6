// An import that is under way, or failed.
import type { BroughtIn } from "../../protocol/administration.ts";
import { icons } from "../elements/icons.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { About, Foot, Problem, Undo } from "./import_parts.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS } from "./paths.ts";

/** How far it is. */
export function Running({ one }: { one: BroughtIn }) {
  const { words } = useAdministration();
  const { state, messages, total, rooms, room } = one;
  const failed = useFailure(ACTIONS.importUndo, one.id);
  const isOver = total !== undefined && messages >= total;
  return (
    <Panel title={words.t(`import.now.${state as "running"}`)} beside={<About one={one} />}>
      <div class="running">
        {state !== "failed" && (
          <progress
            class="line-progress"
            aria-label={words.t("import.step.import")}
            max={total || undefined}
            value={state === "running" && total ? messages : undefined}
          />
        )}
        {state === "failed" && (
          <p class="error" role="alert">
            <Problem one={one} />
          </p>
        )}
        <div class="numbers">
          <span>
            {total === undefined
              ? words.t("import.messages-here", { count: messages })
              : words.t("import.of", { count: messages, total: words.number(total) })}
          </span>
          {total !== undefined && total > 0 && (
            <span>{words.number(Math.min(100, Math.floor(100 * messages / total)))} %</span>
          )}
        </div>
        {state === "running" && (
          <ul>
            <li>{icons.check()} {words.t("import.done-rooms", { rooms: words.number(rooms) })}</li>
            {room !== undefined && !isOver && (
              <li class="waits">
                {icons.clock()} <span dir="auto"># {room}</span>
              </li>
            )}
          </ul>
        )}
        {state === "running" && <p class="faint">{words.t("import.leave")}</p>}
      </div>
      {state === "failed" && (
        <>
          <p class="panel-note">{words.t("import.failed-what")}</p>
          <Foot>
            <ActionForm action={ACTIONS.importAgain} about={{ id: one.id }}>
              <button type="submit" class="button primary">{words.t("import.again")}</button>
            </ActionForm>
          </Foot>
        </>
      )}
      {failed && <p class="error said" role="alert">{failed.message}</p>}
      {state !== "undoing" && <Undo one={one} label={words.t("import.stop-and-undo")} />}
    </Panel>
  );
}
