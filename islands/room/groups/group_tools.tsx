import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { MAX_GROUP } from "../../../lib/protocol/limits.ts";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { leaveIcon } from "../../../lib/ui/elements/leave_icon.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { useWindow } from "../window/window_context.ts";

export interface GroupToolsProps extends Failing {
  conversation: ConversationSummary;
}

/** Below the people of a group: adding somebody, its name, and the way out (M13). */
export function GroupTools({ conversation }: GroupToolsProps) {
  const window = useWindow();
  const { words } = useReading();
  const { title, people = [] } = conversation;
  const ask = (is: "add" | "name-group" | "leave-group") => () => {
    window.overlay.value = { is, conversation };
  };
  const Leave = leaveIcon;
  return (
    <section class="group-tools" aria-label={words.t("group.tools")}>
      {people.length + 1 < MAX_GROUP && (
        <button type="button" class="person" id="add-to-group" onClick={ask("add")}>
          <icons.plus />
          <span class="who">
            <span>{words.t("group.add")}</span>
            <small>{words.t("group.add-hint", { count: MAX_GROUP })}</small>
          </span>
        </button>
      )}
      <h2>{words.t("group.name")}</h2>
      <p>
        {title === undefined ? words.t("group.no-name") : <b dir="auto">{title}</b>}{" "}
        <button type="button" class="link" onClick={ask("name-group")}>
          {words.t(title === undefined ? "group.give-name" : "group.change-name")}
        </button>
      </p>
      <hr />
      <button type="button" class="person" onClick={ask("leave-group")}>
        <Leave />
        <span class="who">
          <span>{words.t("head.leave-direct")}</span>
        </span>
      </button>
    </section>
  );
}
