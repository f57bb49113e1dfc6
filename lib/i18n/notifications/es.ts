import type { CatalogOf } from "../catalog.ts";
import type { notifications as en } from "./en.ts";

/** What notifies one, in Spanish. */
export const notifications: CatalogOf<typeof en> = {
  "notify.silent": "Notificaciones desactivadas",
};
