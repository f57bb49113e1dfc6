import type { CatalogOf } from "../catalog.ts";
import type { notifications as en } from "./en.ts";

/** What notifies one, in French. */
export const notifications: CatalogOf<typeof en> = {
  "notify.silent": "Notifications désactivées",
};
