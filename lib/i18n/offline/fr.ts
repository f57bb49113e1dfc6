import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const fr: CatalogOf<typeof en> = {
  "opening": "Ouverture de ce qui est gardé sur cet appareil…",
  "title": "Vous êtes hors ligne",
  "text":
    "Rien de vos conversations n’est gardé sur cet appareil. Vous les retrouverez dès que la connexion sera revenue.",
  "elsewhere":
    "Cette page a besoin d’une connexion. Vos conversations sont gardées sur cet appareil : vous pouvez les lire, y chercher et y répondre.",
  "chat": "Voir les conversations",
  "again": "Réessayer",
};
