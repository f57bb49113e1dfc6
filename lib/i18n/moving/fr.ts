import type { CatalogOf } from "../catalog.ts";
import type { moving as en } from "./en.ts";

/** The words of moving in and out. */
export const moving: CatalogOf<typeof en> = {
  "moving": "Import et export",
  "export.title": "Tout emporter",
  "export.text":
    "Les salons que tous les membres peuvent lire, avec leurs messages, fils, réactions et fichiers. Les salons privés et les conversations directes appartiennent aux personnes qui y sont et n’en font pas partie. C’est noté dans le journal.",
  "export.ndjson": "Tout, pour un autre Palabre",
  "export.ndjson-hint": "Un seul fichier sans perte, des lignes de JSON compressées.",
  "export.mattermost": "Pour Mattermost et ce qui lit son format",
  "export.mattermost-hint": "Un zip avec import.jsonl et les fichiers.",
  "export.site": "Des pages à lire et à imprimer",
  "export.site-hint":
    "Un zip de pages web par salon et par mois. Elles n’ont besoin ni de serveur ni de script.",
  "export.save": "Télécharger",
  "act.exported": "{by} a exporté la communauté ({what})",
};
