import type { CatalogOf } from "../catalog.ts";
import type { appeals as en } from "./en.ts";

/** What somebody says against their sanction, and reads of it, in Spanish. */
export const appeals: CatalogOf<typeof en> = {
  "appeal.open": "¿Fue un error? Apelar",
  "appeal.label": "¿Fue un error? Cuéntale por qué a la moderación.",
  "appeal.hint": "Puedes apelar una vez. La respuesta aparecerá aquí.",
  "appeal.send": "Apelar",
  "appeal.said": "Tu apelación:",
  "appeal.waits": "La moderación responderá aquí.",
  "appeal.look": "Ver si hay respuesta",
  "appeal.title": "Tu apelación",
  "appeal.lifted": "Apelación aceptada: puedes volver a escribir.",
  "appeal.kept": "La moderación la ha leído y mantiene la medida.",
  "appeal.answered": "La respuesta: {words}",
};
