import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

/** Mail, in Spanish. */
export const es: CatalogOf<typeof en> = {
  "title": "Correo",
  "why":
    "Si tienes algo pendiente y no vienes, te llega un correo que dice quién escribió, dónde y qué, salvo que las notificaciones no muestren el texto. Nadie más ve tu dirección.",
  "address": "Dirección de correo",
  "password.another": "Solo si cambias de dirección.",
  "after": "Enviarlo después de",
  "hours": { one: "{count} hora", other: "{count} horas" },
  "save": "Guardar",
  "send-link": "Enviarme un enlace",
  "stop": "Quitar la dirección",
  "goes": "El correo se envía a {address}.",
  "asked": "Se envió un enlace a {address}. Ábrelo antes de un día para recibir el correo allí.",
  "problem": "Ya no se envía nada allí. El servidor de correo respondió: {said}",
  "confirm.subject": "Confirma tu dirección para {community}",
  "confirm.text":
    "Hola, {name}:\n\nalguien, esperamos que tú, ha pedido que {community} escriba a esta dirección cuando haya algo pendiente. Para aceptar, abre este enlace antes de un día:\n\n{link}\n\nSi no fuiste tú, no hagas nada: no recibirás nada más.",
  "moved.subject": "El correo de {community} se envía ahora a otra dirección",
  "moved.text":
    "A partir de ahora, {community} escribe a otra dirección en lugar de esta.\n\nSi no fuiste tú, otra persona está usando tu cuenta: elige una contraseña nueva y cierra allí las demás sesiones:\n\n{settings}",
  "confirm.title": "Tu dirección",
  "confirm.lead": "Desde ahora, {community} escribirá a {address} cuando tengas algo pendiente.",
  "confirm.press": "Sí, es mi dirección",
  "confirm.done": "Confirmado.",
  "digest.subject": {
    one: "{count} mensaje te espera en {community}",
    other: "{count} mensajes te esperan en {community}",
  },
  "digest.count": { one: "{count} mensaje", other: "{count} mensajes" },
  "digest.last": "el último de {name}",
  "digest.from": "de {name}",
  "digest.why": "Lo pediste en tus ajustes: {settings}",
  "digest.stop": "Para no recibir más: {stop}",
  "stop.title": "Dejar de recibir correo",
  "stop.lead": "{community} no te escribirá más y olvidará tu dirección.",
  "stop.press": "Dejar de recibirlo",
  "stop.done": "Hecho. No recibirás nada más.",
};
