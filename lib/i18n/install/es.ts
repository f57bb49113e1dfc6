import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const es: CatalogOf<typeof en> = {
  "description": "Las salas y los mensajes directos de tu comunidad.",
  "new": "Escribir a alguien",
  "inbox": "Bandeja de entrada",
  "search": "Buscar mensajes",
  "share.title": "Compartir",
  "share.where": "¿Dónde quieres compartirlo?",
  "share.nothing": "No se compartió nada: no había ni texto ni archivos.",
  "share.note": "El texto te espera allí: no se envía nada hasta que lo envíes tú.",
};
