import type { CatalogOf } from "../catalog.ts";
import type { proof as en } from "./en.ts";

/** The same in French. */
export const proof: CatalogOf<typeof en> = {
  "password.current": "Mot de passe actuel",
  "proof.passkey": "Confirmer avec une clé d’accès",
  "proof.done": "Votre clé d’accès confirme que c’est vous. Continuez.",
  "proof.cancelled": "Rien n’a été confirmé : c’était annulé, ou trop long.",
  "foreign.fresh":
    "Vous n’avez pas de mot de passe ici : ceci est possible pendant les dix minutes qui suivent votre connexion.",
};
