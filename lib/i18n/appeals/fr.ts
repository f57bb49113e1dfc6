import type { CatalogOf } from "../catalog.ts";
import type { appeals as en } from "./en.ts";

/** What somebody says against their sanction, and reads of it, in French. */
export const appeals: CatalogOf<typeof en> = {
  "appeal.open": "Une erreur ? Contester",
  "appeal.label": "Est-ce une erreur ? Dites pourquoi à la modération.",
  "appeal.hint": "Vous pouvez contester une fois. La réponse apparaîtra ici.",
  "appeal.send": "Contester",
  "appeal.said": "Votre contestation :",
  "appeal.waits": "La modération répondra ici.",
  "appeal.look": "Voir s’il y a une réponse",
  "appeal.title": "Votre contestation",
  "appeal.lifted": "Elle a été acceptée : vous pouvez de nouveau écrire.",
  "appeal.kept": "La modération l’a lue, et rien ne change.",
  "appeal.answered": "La réponse : {words}",
};
