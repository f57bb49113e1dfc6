import type { ComponentChildren } from "preact";
import type { SettingsPageProps } from "../pages/props.ts";
import { PATHS } from "../paths.ts";
import {
  ARRIVALS,
  CLOCKS,
  DENSITIES,
  type Density,
  hoursOf,
  type Preferences,
  type Theme,
  THEMES,
} from "./preferences.ts";
import type { StatusPreset } from "../../protocol/community.ts";
import { STATUS_ENDS } from "../../protocol/status_ends.ts";
import { statusEndWords } from "./status_end_words.ts";
import { StatusPresets } from "./status_presets.tsx";
import { timesIn } from "../../i18n/times.ts";
import { useReading } from "../reading.ts";
import { PersonalPanel } from "./personal_panel.tsx";
import { RoleTag } from "../elements/role_tag.tsx";
import { Avatar } from "../elements/avatar.tsx";
import { TextField } from "../elements/text_field.tsx";
import { LOCALE_NAMES, LOCALES } from "../../i18n/locale.ts";
import { Said } from "../elements/said.tsx";

/** Twenty to six in the evening: a time that each clock shows otherwise. */
const AFTERNOON = Date.UTC(2026, 0, 1, 17, 40);

export interface SettingsFormProps extends Omit<SettingsPageProps, "reader" | "community"> {
  /** Called on change: with scripts, appearance is previewed at once. */
  onLook?(event: Event): void;
  /** Called with a status that was pressed: with scripts, the fields take it. */
  onPreset?(preset: StatusPreset): void;
}

/** Profile and appearance. One form with one button. */
export function SettingsForm(props: SettingsFormProps) {
  const { words } = useReading();
  return (
    <form method="post" action={PATHS.settings} class="page-form" onChange={props.onLook}>
      {props.error?.field === "form" && <p class="error" role="alert">{props.error.message}</p>}
      <Profile {...props} />
      <PersonalPanel {...props} />
      <Appearance chosen={props.chosen?.look} />
      <div class="row">
        <button type="submit" class="button primary">{words.t("settings.save")}</button>
        {props.saved && <Said id="saved">{words.t("settings.saved")}</Said>}
      </div>
    </form>
  );
}

function Profile({ me, status, presets, chosen, error, onPreset }: SettingsFormProps) {
  const { words, times, now } = useReading();
  const until = (value: string) => ({ value, selected: chosen?.until === value });
  return (
    <section class="panel">
      <h2>{words.t("settings.profile")}</h2>
      <div class="fields">
        <div class="person-head">
          <Avatar id={me.id} name={me.name} presence="online" />
          <b dir="auto">{me.name}</b>
          <RoleTag role={me.role} />
        </div>
        <TextField
          name="status"
          label={words.t("settings.status")}
          hint={words.t("settings.status-hint")}
          autocomplete="off"
          defaultValue={status.text}
          error={error?.field === "status" ? error.message : undefined}
        />
        <StatusPresets presets={presets} onPreset={onPreset} />
        <Select name="until" label={words.t("settings.status-until")}>
          {status.until !== undefined && (
            <option {...until("keep")}>
              {words.t("settings.status-keep", { time: times.brief(status.until, now) })}
            </option>
          )}
          {STATUS_ENDS.map((end) => (
            <option key={end} {...until(end)}>{statusEndWords(words, end)}</option>
          ))}
        </Select>
      </div>
    </section>
  );
}

function Appearance({ chosen }: { chosen: Preferences | undefined }) {
  const { words, preferences } = useReading();
  const look = chosen ?? preferences;
  return (
    <section class="panel">
      <h2>{words.t("settings.look")}</h2>
      <div class="fields">
        <Select name="locale" label={words.t("language")}>
          {LOCALES.map((locale) => (
            <option key={locale} value={locale} lang={locale} selected={locale === look.locale}>
              {LOCALE_NAMES[locale]}
            </option>
          ))}
        </Select>
        <Choice legend={words.t("settings.theme")} looks>
          {THEMES.map((theme) => (
            <Look
              key={theme}
              name="theme"
              value={theme}
              chosen={look.theme === theme}
              picture={<ThemePicture theme={theme} />}
            >
              {words.t(`settings.theme.${theme}`)}
            </Look>
          ))}
        </Choice>
        <Choice legend={words.t("settings.density")} looks>
          {DENSITIES.map((one) => (
            <Look
              key={one}
              name="density"
              value={one}
              chosen={look.density === one}
              picture={<DensityPicture density={one} />}
            >
              {words.t(`settings.density.${one}`)}
            </Look>
          ))}
        </Choice>
        <Choice legend={words.t("settings.clock")}>
          {CLOCKS.map((one) => (
            <Option key={one} name="clock" value={one} chosen={look.clock === one}>
              {words.t(`settings.clock.${one}`, {
                time: timesIn(look.locale, "UTC", hoursOf({ ...look, clock: one })).time(AFTERNOON),
              })}
            </Option>
          ))}
        </Choice>
        <noscript>
          <p>
            <a class="button" href={PATHS.timeZone}>{words.t("nav.set-zone")}</a>
          </p>
        </noscript>
        <Choice legend={words.t("settings.arrivals")}>
          {ARRIVALS.map((one) => (
            <Option key={one} name="arrivals" value={one} chosen={look.arrivals === one}>
              {words.t(`settings.arrivals.${one}`)}
            </Option>
          ))}
        </Choice>
      </div>
    </section>
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
      <select id={`field-${name}`} name={name} autocomplete="off">{children}</select>
    </div>
  );
}

function Choice({ legend, looks, children }: {
  legend: string;
  looks?: boolean;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class={looks ? "looks" : "options"}>{children}</div>
    </fieldset>
  );
}

/** An option that is seen: a small picture made of the product's own colours. */
function Look({ name, value, chosen, picture, children }: {
  name: string;
  value: string;
  chosen: boolean;
  picture: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <label class="look">
      {picture}
      <span>
        <input type="radio" name={name} value={value} defaultChecked={chosen} />
        {children}
      </span>
    </label>
  );
}

function ThemePicture({ theme }: { theme: Theme }) {
  const half = (one: "light" | "dark") => (
    <span data-theme={one}>
      <i />
      <i class="mine" />
    </span>
  );
  if (theme === "system") {
    return <span class="mini halves" aria-hidden="true">{half("light")}{half("dark")}</span>;
  }
  return (
    <span class="mini" data-theme={theme} aria-hidden="true">
      <b />
      <span>
        <i />
        <i class="mine" />
      </span>
    </span>
  );
}

function DensityPicture({ density }: { density: Density }) {
  return (
    <span class={`mini rows ${density}`} aria-hidden="true">
      <span>
        <i />
        <i />
        <i class="mine" />
      </span>
    </span>
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
