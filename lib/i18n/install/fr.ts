import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const fr: CatalogOf<typeof en> = {
  "description": "Les salons et les messages directs de votre communauté.",
  "new": "Écrire à quelqu’un",
  "inbox": "Boîte de réception",
  "search": "Rechercher dans les messages",
  "share.title": "Partager",
  "share.where": "Où voulez-vous le partager ?",
  "share.nothing": "Rien n’a été partagé : il n’y avait ni texte ni fichier.",
  "share.note":
    "Le texte vous y attend, prêt à envoyer : rien ne part avant que vous ne l’envoyiez.",
};
