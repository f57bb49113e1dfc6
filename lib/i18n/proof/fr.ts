import type { CatalogOf } from "../catalog.ts";
import type { proof as en } from "./en.ts";

/** The same in French. */
export const proof: CatalogOf<typeof en> = {
  "password.current": "Mot de passe actuel",
  "proof.passkey": "Confirmer avec une clé d’accès",
  "proof.done": "Votre clé d’accès confirme que c’est vous. Continuez.",
  "proof.cancelled": "Rien n’a été confirmé : l’action a été annulée ou a pris trop de temps.",
  "foreign.fresh":
    "Vous n’avez pas de mot de passe ici : cette modification n’est possible que dans les dix minutes qui suivent votre connexion.",
};
