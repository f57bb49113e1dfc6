import type { CatalogOf } from "../catalog.ts";
import type { connection as en } from "./en.ts";

/** What is said of the connection, of what the device keeps, and in the banner, in Spanish. */
export const connection: CatalogOf<typeof en> = {
  "banner.title": "Avisos",
  "banner.lost": "Estás sin conexión.",
  "banner.kept": "Estás viendo lo guardado a las {time}.",
  "banner.kept-on": "Estás viendo lo guardado el {time}.",
  "banner.sent-later": "Lo que escribas se enviará cuando vuelva la conexión.",
  "banner.no-answer":
    "El servidor no responde. Lo que escribas se guarda y se enviará cuando vuelva.",
  "banner.restarting":
    "El servidor se está reiniciando. Lo que escribas se guarda y se enviará enseguida.",
  "banner.stopped":
    "El servidor se detuvo a las {time}. Lo que escribas se guarda y se enviará cuando vuelva.",
  "banner.connecting": "Reconectando…",
  "banner.retry-in": { one: "Nuevo intento en {count} s.", other: "Nuevo intento en {count} s." },
  "banner.try-now": "Reintentar ahora",
  "banner.signed-out": "Tu sesión ha terminado.",
  "banner.come-in": "Iniciar sesión",
  "banner.other-account": "Usar otra cuenta",
  "banner.back-in": "Volverás automáticamente en {left}.",
  "banner.again-in": "Podrás volver en {left}.",
  "banner.notice-in": "Dentro de {left}.",
  "timeline.away": "Los mensajes más antiguos llegarán cuando vuelvas.",
  "offline.not-kept": "No está en este dispositivo",
  "version.ready": "Hay una versión nueva.",
  "version.use": "Actualizar ahora",
  "version.typed": "Envía o guarda primero lo que has escrito: la página se recargará.",
  "banner.dismiss": "Cerrar",
};
