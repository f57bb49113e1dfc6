import type { CatalogOf } from "../catalog.ts";
import type { connection as en } from "./en.ts";

/** What is said of the connection, of what the device keeps, and in the banner, in French. */
export const connection: CatalogOf<typeof en> = {
  "banner.title": "Annonces",
  "banner.lost": "Vous êtes hors ligne.",
  "banner.kept": "Vous lisez une copie enregistrée à {time}.",
  "banner.kept-on": "Vous lisez une copie enregistrée le {time}.",
  "banner.sent-later": "Ce que vous écrivez partira au retour de la connexion.",
  "banner.no-answer":
    "Le serveur ne répond pas. Ce que vous écrivez est gardé et partira dès son retour.",
  "banner.restarting":
    "Le serveur redémarre. Ce que vous écrivez est gardé et partira dans un instant.",
  "banner.stopped":
    "Le serveur a été arrêté à {time}. Ce que vous écrivez est gardé et partira dès son retour.",
  "banner.connecting": "Reconnexion…",
  "banner.retry-in": { one: "Nouvel essai dans {count} s.", other: "Nouvel essai dans {count} s." },
  "banner.try-now": "Réessayer maintenant",
  "banner.signed-out": "Votre session est terminée.",
  "banner.come-in": "Se connecter",
  "banner.other-account": "Utiliser un autre compte",
  "banner.back-in": "Retour automatique dans {left}.",
  "banner.again-in": "Vous pourrez revenir dans {left}.",
  "banner.notice-in": "Dans {left}.",
  "timeline.away": "Les messages plus anciens se chargeront au retour de la connexion.",
  "offline.not-kept": "Absent de cet appareil",
  "version.ready": "Une nouvelle version est prête.",
  "version.use": "Mettre à jour",
  "version.typed":
    "Envoyez ou enregistrez d’abord ce que vous avez écrit : la page sera rechargée.",
  "banner.dismiss": "Masquer",
};
