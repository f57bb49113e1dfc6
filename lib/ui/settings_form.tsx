import type { ComponentChildren } from "preact";
import type { SettingsPageProps } from "./pages/props.ts";
import { PATHS } from "./paths.ts";
import { DENSITIES, THEMES } from "./preferences.ts";
import { useReading } from "./reading.ts";
import { RoleTag } from "./role_tag.tsx";
import { Avatar } from "./avatar.tsx";
import { TextField } from "./text_field.tsx";
import { LOCALE_NAMES, LOCALES } from "../i18n/locale.ts";

/** How long a status can stay, as the form's `until` sends it: minutes, or a word. */
const STATUS_MINUTES = [30, 60, 240] as const;

const MINUTES_AN_HOUR = 60;

export interface SettingsFormProps extends Omit<SettingsPageProps, "reader" | "community"> {
  /** A choice of the look is shown at once where there is a script. */
  onLook?(event: Event): void;
}

/** What one is called, how one is seen, and how the pages look. One form, one press. */
export function SettingsForm(props: SettingsFormProps) {
  const { words, times, preferences, now } = useReading();
  const { status, chosen } = props;
  const look = chosen?.look ?? preferences;
  const until = (value: string) => ({ value, selected: chosen?.until === value });
  return (
    <form method="post" action={PATHS.settings} class="page-form" onChange={props.onLook}>
      {props.error?.field === "form" && <p class="error" role="alert">{props.error.message}</p>}
      <section class="panel">
        <h2>{words.t("settings.profile")}</h2>
        <div class="fields">
          <div class="person-head">
            <Avatar name={props.me.name} presence="online" />
            <b dir="auto">{props.me.name}</b>
            <RoleTag role={props.me.role} />
          </div>
          <TextField
            name="status"
            label={words.t("settings.status")}
            hint={words.t("settings.status-hint")}
            autocomplete="off"
            defaultValue={status.text}
            error={props.error?.field === "status" ? props.error.message : undefined}
          />
          <Select name="until" label={words.t("settings.status-until")}>
            {status.until !== undefined && (
              <option {...until("keep")}>
                {words.t("settings.status-keep", { time: times.brief(status.until, now) })}
              </option>
            )}
            <option {...until("never")}>{words.t("settings.status-never")}</option>
            {STATUS_MINUTES.map((minutes) => (
              <option key={minutes} {...until(String(minutes))}>
                {minutes < MINUTES_AN_HOUR
                  ? words.t("settings.status-minutes", { count: minutes })
                  : words.t("settings.status-hours", { count: minutes / MINUTES_AN_HOUR })}
              </option>
            ))}
            <option {...until("today")}>{words.t("settings.status-today")}</option>
          </Select>
        </div>
      </section>
      <section class="panel">
        <h2>{words.t("settings.look")}</h2>
        <div class="fields">
          <Select name="locale" label={words.t("language")}>
            {LOCALES.map((locale) => (
              <option
                key={locale}
                value={locale}
                lang={locale}
                selected={locale === look.locale}
              >
                {LOCALE_NAMES[locale]}
              </option>
            ))}
          </Select>
          <Choice legend={words.t("settings.theme")}>
            {THEMES.map((theme) => (
              <Option key={theme} name="theme" value={theme} chosen={look.theme === theme}>
                {words.t(`settings.theme.${theme}`)}
              </Option>
            ))}
          </Choice>
          <Choice legend={words.t("settings.density")}>
            {DENSITIES.map((one) => (
              <Option key={one} name="density" value={one} chosen={look.density === one}>
                {words.t(`settings.density.${one}`)}
              </Option>
            ))}
          </Choice>
          <label class="check">
            <input type="checkbox" name="arrivals" value="on" defaultChecked={look.arrivals} />
            {words.t("settings.arrivals")}
          </label>
        </div>
      </section>
      <div class="row">
        <button type="submit" class="button primary">{words.t("settings.save")}</button>
        {props.saved && <span role="status">{words.t("settings.saved")}</span>}
      </div>
    </form>
  );
}

function Select({ name, label, children }: {
  name: string;
  label: string;
  children: ComponentChildren;
}) {
  return (
    <div class="input">
      <label for={`field-${name}`}>{label}</label>
      <select id={`field-${name}`} name={name}>{children}</select>
    </div>
  );
}

function Choice({ legend, children }: { legend: string; children: ComponentChildren }) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class="options">{children}</div>
    </fieldset>
  );
}

function Option({ name, value, chosen, children }: {
  name: string;
  value: string;
  chosen: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="check">
      <input type="radio" name={name} value={value} defaultChecked={chosen} />
      {children}
    </label>
  );
}
