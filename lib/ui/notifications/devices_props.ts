import type { CatalogOf } from "../../i18n/catalog.ts";
import type { en } from "../../i18n/notification_settings/en.ts";
import type { Reader } from "../pages/props.ts";
import type { ShownDevice } from "./devices_panel.tsx";

/** Props of the devices on the page of what notifies one. */
export interface DevicesAppProps {
  reader: Reader;
  words: CatalogOf<typeof en>;
  devices: readonly ShownDevice[];
  /** What a browser subscribes with, base64url. */
  pushKey: string;
}
