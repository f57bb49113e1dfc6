import type { requests as en } from "./en.ts";

/** The words of whose first message waits. */
export const requests: { [K in keyof typeof en]: string } = {
  "door.requests": "¿Quién necesita que se acepte su primer mensaje directo?",
  "door.requests.nobody": "Nadie",
  "door.requests.newcomers": "Las personas nuevas",
  "door.requests.strangers":
    "Las personas nuevas y las que no comparten ninguna sala privada con quien recibe el mensaje",
  "door.requests-hint":
    "Si la comunidad no tiene personas nuevas, cuentan las que llegaron en los últimos tres días. La moderación y la administración siempre pueden escribir y lo reciben todo. Cada persona puede elegir otra cosa en sus ajustes.",
};
