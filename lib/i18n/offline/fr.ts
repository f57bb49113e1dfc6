import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const fr: CatalogOf<typeof en> = {
  "opening": "Ouverture des conversations gardées sur cet appareil…",
  "title": "Vous êtes hors ligne",
  "text":
    "Aucune de vos conversations n’est gardée sur cet appareil. Vous les retrouverez au retour de la connexion.",
  "elsewhere":
    "Cette page n’est accessible qu’en ligne. Vos conversations sont gardées sur cet appareil : vous pouvez les lire, y rechercher et y répondre.",
  "chat": "Voir les conversations",
  "again": "Réessayer",
};
