import type { CatalogOf } from "../catalog.ts";
import type { notifications as en } from "./en.ts";

/** What notifies one, in Spanish. */
export const notifications: CatalogOf<typeof en> = {
  "notify.silent": "Notificaciones desactivadas",
  "notify.label": "Notificaciones",
  "notify.lead": "Notificarme",
  "notify.all": "Todos los mensajes",
  "notify.mentions": "Menciones e hilos",
  "notify.mentions-direct": "Solo menciones",
  "notify.nothing": "Nada",
  "notify.pause": "Pausar",
  "notify.hour": "Durante una hora",
  "notify.tomorrow": "Hasta mañana",
  "notify.monday": "Hasta el lunes",
  "notify.resume": "Reanudar",
  "notify.browser": "Notificarme en este dispositivo",
  "notify.settings": "Todas las notificaciones…",
  "notification.trial": "Este dispositivo puede recibir notificaciones.",
  "notification.in": "{name} en {place}",
  "notification.count": {
    one: "{count} mensaje nuevo",
    many: "{count} mensajes nuevos",
    other: "{count} mensajes nuevos",
  },
};
