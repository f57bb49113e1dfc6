import { spanOf } from "../../i18n/spans.ts";
import type { Retention } from "../../protocol/administration.ts";
import { Confirmation } from "../elements/confirmation.tsx";
import { TextField } from "../elements/text_field.tsx";
import { ActionForm } from "./action_form.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { Panel } from "./panel.tsx";
import { ACTIONS, ROOM_RULES } from "./paths.ts";
import type { Failure } from "./views.ts";

const DAY_MS = 86_400_000;

/** How long messages are kept, everywhere and in rooms with a rule of their own. */
export function KeptPanel({ kept: { days, rooms } }: { kept: Retention }) {
  const { words } = useAdministration();
  const span = (some: number) => spanOf(words.locale, some * DAY_MS);
  const ofAll = rooms.length > 0 ? "others" : "all";
  return (
    <Panel title={words.t("kept.title")}>
      <div class="fields">
        <p class="note">{words.t("kept.text")}</p>
        <ul class="note">
          <li>
            {days === undefined
              ? words.t(`kept.${ofAll}-stay`)
              : words.t(`kept.${ofAll}`, { span: span(days) })}
          </li>
          {rooms.map(({ id, name, days }) => (
            <li key={id}>
              {days === 0
                ? words.t("kept.stay", { room: name })
                : words.t("kept.one", { room: name, span: span(days) })}
            </li>
          ))}
        </ul>
      </div>
      <CommonRule days={days} />
      <RoomRule />
    </Panel>
  );
}

/** For how long all rooms keep messages that have no rule of their own. */
function CommonRule({ days }: { days: number | undefined }) {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.retention, "all");
  return (
    <ActionForm action={ACTIONS.retention} about={{ of: "all" }} class="fields" keeps>
      <TextField
        name="days"
        id="kept-days"
        label={words.t("kept.days")}
        hint={words.t("kept.days-hint")}
        autocomplete="off"
        defaultValue={failed?.typed.days ?? String(days ?? "")}
        error={failed?.field === "days" ? failed.message : undefined}
      />
      <Sure failed={failed} of="all" />
      <button type="submit" class="button">{words.t("kept.save")}</button>
    </ActionForm>
  );
}

/** A rule of one room, or none again. */
function RoomRule() {
  const { words } = useAdministration();
  const failed = useFailure(ACTIONS.retention, "room");
  const field = (name: "room" | "days") => ({
    name,
    id: name === "room" ? "kept-room" : "kept-room-days",
    autocomplete: "off" as const,
    defaultValue: failed?.typed[name] ?? "",
    error: failed?.field === name ? failed.message : undefined,
  });
  return (
    <ActionForm
      action={ACTIONS.retention}
      about={{ of: "room" }}
      class="fields"
      label={words.t("kept.of-room")}
    >
      <h3>{words.t("kept.of-room")}</h3>
      <TextField {...field("room")} label={words.t("kept.room")} required />
      <div class="two-even">
        <div class="input">
          <label for="kept-rule">{words.t("kept.rule")}</label>
          <select id="kept-rule" name="rule">
            {ROOM_RULES.map((one) => (
              <option key={one} value={one} selected={one === failed?.typed.rule}>
                {words.t(`kept.rule.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <TextField
          {...field("days")}
          label={words.t("kept.room-days")}
          hint={words.t("kept.room-days-hint")}
        />
      </div>
      <Sure failed={failed} of="room" />
      <button type="submit" class="button">{words.t("kept.room-save")}</button>
    </ActionForm>
  );
}

/** Asked before a shorter time: what is older goes for good. */
function Sure({ failed, of }: { failed: Failure | undefined; of: "all" | "room" }) {
  const { words } = useAdministration();
  if (failed?.field !== "sure") return null;
  const { asked = "", shorter } = failed.typed;
  return (
    <div key={asked}>
      <input type="hidden" name="asked" value={asked} />
      <Confirmation
        name="sure"
        label={words.t("kept.sure", { count: Number(shorter) })}
        errorId={`kept-unsure-${of}`}
        error={failed.message}
        mayStayOpen
      />
    </div>
  );
}
