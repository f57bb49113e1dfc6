import type { requests as en } from "./en.ts";

/** The words of whose first message waits. */
export const requests: { [K in keyof typeof en]: string } = {
  "door.requests": "Primeros mensajes directos que esperan a ser aceptados",
  "door.requests.nobody": "Ninguno",
  "door.requests.newcomers": "Los de quienes acaban de llegar",
  "door.requests.strangers": "Esos, y los de quienes no comparten ninguna sala privada",
  "door.requests-hint":
    "Si la comunidad no dice quién acaba de llegar, son los últimos tres días. Quien cuida de ella siempre puede escribir y lo recibe todo. Cada persona puede elegir otra cosa para sí.",
};
