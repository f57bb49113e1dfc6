import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Refused } from "../lib/client/model.ts";
import type { en } from "../lib/i18n/notification_settings/en.ts";
import { translatorOf } from "../lib/i18n/translator.ts";
import {
  DevicesPanel,
  type ShownDevice,
  type ThisBrowser,
} from "../lib/ui/notifications/devices_panel.tsx";
import type { DevicesAppProps } from "../lib/ui/notifications/devices_props.ts";
import { failureMessage } from "../lib/ui/failure_message.ts";
import { readingOf, ReadingProvider } from "../lib/ui/reading.ts";
import {
  browserIs,
  Device,
  Devices,
  idOf,
  subscribe,
  subscription,
  Trial,
  unsubscribe,
} from "./push.ts";
import { askApi, callApi, readApi } from "./room/overlays/api.ts";
import { watchFilter } from "./watch_filter.ts";
import { watchProofs } from "./watch_proofs.ts";
import { watchSoundTrial } from "./watch_sound_trial.ts";
import { isForeseen, reportFault } from "./report_fault.ts";

/** The devices that are notified: this browser is asked for nothing before a press. */
export function DevicesApp(props: DevicesAppProps) {
  const words = translatorOf<typeof en>(props.reader.preferences.locale, props.words);
  const [devices, setDevices] = useState<readonly ShownDevice[]>(props.devices);
  const [browser, setBrowser] = useState<ThisBrowser>("unknown");
  const [own, setOwn] = useState<string>();
  const [busy, setBusy] = useState<boolean>(); // unset before the first press
  const [said, setSaid] = useState<{ text: string; failed: boolean }>();

  /** What this browser is now, beside the devices that the server knows. */
  async function look(known: readonly ShownDevice[]): Promise<void> {
    const current = await subscription();
    const id = current && await idOf(current);
    const isAdded = known.some((one) => one.id === id && one.goneAt === undefined);
    setOwn(id);
    setBrowser(isAdded ? "added" : browserIs());
  }
  useEffect(() => void look(devices).catch(() => setBrowser("impossible")), []);
  useEffect(watchFilter, []); // of the conversations, which stand on the same page
  useEffect(watchProofs, []);
  useEffect(watchSoundTrial, []); // of what it is told by, as well

  useLayoutEffect(() => {
    // What was pressed may be gone with its device.
    if (busy === false && document.activeElement === document.body) {
      document.getElementById("devices")?.focus({ preventScroll: true });
    }
  }, [busy]);

  /** Does something about devices, and shows how they are then, or why it failed. */
  async function act(run: () => Promise<string | undefined>): Promise<void> {
    setBusy(true);
    setSaid(undefined);
    try {
      const text = await run();
      const { devices: now } = await readApi(Devices, "/me/devices");
      setDevices(now);
      await look(now);
      if (text) setSaid({ text, failed: false });
    } catch (error) {
      reportFault(error);
      setSaid({ text: failureText(error), failed: true });
      setBrowser(browserIs());
    } finally {
      setBusy(false);
    }
  }

  function failureText(error: unknown): string {
    // The browser has no push service, or cannot reach it: what it says is in no language of ours.
    if (error instanceof DOMException) return words.t("devices.no-service");
    const common = readingOf(props.reader).words;
    if (error instanceof Refused) return failureMessage(common, error);
    if (isForeseen(error)) return common.t("failure.lost");
    return words.t("devices.failed", {
      reason: error instanceof Error ? error.message : `${error}`,
    });
  }

  return (
    <ReadingProvider value={readingOf(props.reader)}>
      <DevicesPanel
        words={words}
        devices={devices}
        browser={browser}
        own={own}
        busy={busy}
        said={said}
        onAdd={() =>
          act(async () => {
            const made = await subscribe(props.pushKey);
            if (made) await askApi(Device, "/me/devices", made);
            return undefined;
          })}
        onTry={(id) =>
          act(async () => {
            const { is, said = "", status } = await askApi(Trial, `/me/devices/${id}/try`, {});
            const why = { said: said || String(status ?? "") };
            if (is === "taken") return words.t("devices.taken");
            return is === "gone" ? undefined : words.t(
              is === "later" ? "devices.later" : "devices.refused",
              why,
            );
          })}
        onRemove={(id) =>
          act(async () => {
            await callApi(`/me/devices/${id}`, undefined, "DELETE");
            if (id === own) await unsubscribe();
            return undefined;
          })}
      />
    </ReadingProvider>
  );
}
