import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const es: CatalogOf<typeof en> = {
  "opening": "Abriendo lo guardado en este dispositivo…",
  "title": "No hay conexión",
  "text":
    "En este dispositivo no se guarda nada de tus conversaciones. Estarán aquí de nuevo cuando vuelva la conexión.",
  "elsewhere":
    "Esta página necesita conexión. Tus conversaciones se guardan en este dispositivo: puedes leerlas, buscar en ellas y responder.",
  "chat": "Ver las conversaciones",
  "again": "Intentar de nuevo",
};
