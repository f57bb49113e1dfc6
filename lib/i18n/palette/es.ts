import type { CatalogOf } from "../catalog.ts";
import type { palette as en } from "./en.ts";

/** Where one jumps and looks for something, in Spanish. */
export const palette: CatalogOf<typeof en> = {
  "keys.shift": "Mayús",
  "palette.title": "Ir a",
  "palette.label": "Ir a una sala, una persona o un mensaje",
  "palette.none": "No hay resultados para «{query}».",
  "palette.messages": "Mensajes",
  "palette.kept": "Mensajes guardados en este dispositivo",
  "palette.complete": "completar",
  "palette.choose": "elegir",
  "palette.open": "abrir",
  "palette.close": "cerrar",
  "palette.new-direct": "Escribir a {name}",
  "palette.search": "Buscar «{query}» en los mensajes",
  "palette.join": "Unirse a #{room}",
  "palette.browse": "Explorar todas las salas",
};
