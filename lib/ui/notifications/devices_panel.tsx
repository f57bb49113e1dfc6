import type { en } from "../../i18n/notification_settings/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { useReading } from "../reading.ts";

/** A device, as the API gives it. */
export interface ShownDevice {
  id: string;
  name: string;
  addedAt: number;
  sentAt?: number;
  goneAt?: number;
}

/** What can be done about this browser; `unknown` before a script has looked. */
export type ThisBrowser = "unknown" | "impossible" | "denied" | "askable" | "added";

export interface DevicesPanelProps {
  words: Translator<typeof en>;
  devices: readonly ShownDevice[];
  browser: ThisBrowser;
  /** The one that this browser is. */
  own?: string;
  /** What is under way, and what came of the last thing. */
  busy?: boolean;
  said?: { text: string; failed: boolean };
  onAdd?(): void;
  onTry?(id: string): void;
  onRemove?(id: string): void;
}

/** The devices that are notified while one looks at none of them, and what adds this one. */
export function DevicesPanel(props: DevicesPanelProps) {
  const { words, devices, browser, busy, said } = props;
  return (
    <section class="panel" id="devices" tabIndex={-1}>
      <header>
        <h2>{words.t("devices")}</h2>
        <small>{words.t("devices.note")}</small>
      </header>
      <ul>
        {devices.map((device) => <DeviceRow key={device.id} device={device} {...props} />)}
      </ul>
      <div class="fields">
        {devices.length === 0 && <p class="quiet">{words.t("devices.none")}</p>}
        {browser === "impossible" && <p>{words.t("devices.impossible")}</p>}
        {browser === "denied" && <p>{words.t("devices.denied")}</p>}
        {browser !== "added" && browser !== "impossible" && (
          <>
            <p class="quiet">{words.t("devices.why")}</p>
            {browser === "unknown"
              ? <noscript>{words.t("devices.script")}</noscript>
              : (
                <div class="row">
                  <button type="button" class="button" disabled={busy} onClick={props.onAdd}>
                    {words.t("devices.add")}
                  </button>
                </div>
              )}
          </>
        )}
        <p
          role={said?.failed ? "alert" : "status"}
          class={said?.failed ? "error" : undefined}
        >
          {said?.text}
        </p>
      </div>
    </section>
  );
}

function DeviceRow({ device, words, own, browser, busy, onTry, onRemove }: DevicesPanelProps & {
  device: ShownDevice;
}) {
  const { times, now } = useReading();
  const { id, name, addedAt, sentAt, goneAt } = device;
  const time = (at: number) => ({ time: times.brief(at, now) });
  return (
    <li class="settings-row">
      <settingsIcons.device />
      <div class="about">
        <b dir="auto">{name}</b> {id === own && <span class="tag">{words.t("devices.this")}</span>}
        <small>
          {goneAt !== undefined
            ? words.t("devices.gone", time(goneAt))
            : sentAt !== undefined
            ? words.t("devices.last", time(sentAt))
            : words.t("devices.new", time(addedAt))}
        </small>
      </div>
      {browser !== "unknown" && (
        <span class="ends">
          {goneAt === undefined && (
            <button
              type="button"
              class="button"
              disabled={busy}
              onClick={() => onTry?.(id)}
            >
              {words.t("devices.try")}
            </button>
          )}
          <button
            type="button"
            class="button danger"
            disabled={busy}
            onClick={() => onRemove?.(id)}
          >
            {words.t("devices.remove")}
          </button>
        </span>
      )}
    </li>
  );
}
