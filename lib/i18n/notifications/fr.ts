import type { CatalogOf } from "../catalog.ts";
import type { notifications as en } from "./en.ts";

/** What notifies one, in French. */
export const notifications: CatalogOf<typeof en> = {
  "notify.silent": "Notifications désactivées",
  "notify.label": "Notifications",
  "notify.lead": "Me notifier",
  "notify.all": "De tous les messages",
  "notify.mentions": "Des mentions et des fils",
  "notify.mentions-direct": "Des mentions seulement",
  "notify.nothing": "De rien",
  "notify.pause": "Mettre en attente",
  "notify.hour": "Pendant une heure",
  "notify.tomorrow": "Jusqu’à demain",
  "notify.monday": "Jusqu’à lundi",
  "notify.resume": "Reprendre",
  "notify.browser": "Me notifier sur cet appareil",
  "notify.settings": "Toutes les notifications…",
  "notification.trial": "Cet appareil peut recevoir des notifications.",
  "notification.in": "{name} dans {place}",
  "notification.count": {
    one: "{count} nouveau message",
    many: "{count} nouveaux messages",
    other: "{count} nouveaux messages",
  },
};
