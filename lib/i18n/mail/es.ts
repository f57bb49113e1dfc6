import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

/** Mail, in Spanish. */
export const es: CatalogOf<typeof en> = {
  "title": "Correo",
  "why":
    "Cuando algo te espera y no vienes, un correo lo dice: quién escribió, dónde y qué, salvo que las notificaciones no lo muestren. Nadie más ve tu dirección.",
  "address": "Dirección de correo",
  "password.another": "Solo para otra dirección.",
  "after": "Después de esperar",
  "hours": { one: "{count} hora", other: "{count} horas" },
  "save": "Guardar",
  "send-link": "Enviarme un enlace",
  "stop": "Parar y olvidar la dirección",
  "goes": "El correo va a {address}.",
  "asked":
    "Se envió un enlace a {address}. El correo llegará allí en cuanto lo sigas, dentro de un día.",
  "problem": "Ya no se envía nada allí. El servidor respondió: {said}",
  "confirm.subject": "Confirma tu dirección para {community}",
  "confirm.text":
    "Hola, {name}:\n\nalguien, esperamos que tú, quiere que {community} escriba a esta dirección cuando algo le espere. Para aceptar, sigue este enlace dentro de un día:\n\n{link}\n\nSi no fuiste tú, no hagas nada: no llegará nada más.",
  "moved.subject": "El correo de {community} va ahora a otra dirección",
  "moved.text":
    "A partir de ahora, {community} escribe a otra dirección en lugar de esta.\n\nSi no fuiste tú, otra persona está usando tu cuenta: elige una contraseña nueva y cierra allí las demás sesiones:\n\n{settings}",
  "confirm.title": "Tu dirección",
  "confirm.lead": "Desde ahora, {community} escribirá a {address} cuando algo te espere.",
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
  "stop.title": "No más correo",
  "stop.lead": "{community} no te escribirá más y olvidará tu dirección.",
  "stop.press": "Parar",
  "stop.done": "Hecho. No llegará nada más.",
};
