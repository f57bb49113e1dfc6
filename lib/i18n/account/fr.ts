import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const fr: CatalogOf<typeof en> = {
  "name.title": "Nom",
  "name.label": "Votre nom",
  "name.hint":
    "C’est le nom que les autres voient. Vous gardez vos conversations et vos messages, et vous vous connectez comme avant.",
  "name.hint-guest":
    "C’est le nom que les autres voient. Vous gardez vos conversations et vos messages.",
  "name.save": "Changer de nom",
  "name.done": "Votre nom est maintenant {name}.",
  "sign-in-name.title": "Identifiant",
  "sign-in-name.label": "Votre identifiant de connexion",
  "sign-in-name.hint":
    "Personne d’autre ne le voit. Il peut être différent du nom que les autres voient.",
  "sign-in-name.save": "Changer d’identifiant",
  "sign-in-name.done": "Désormais, votre identifiant est {name}.",
  "password.title": "Mot de passe",
  "password.current": "Mot de passe actuel",
  "password.next": "Nouveau mot de passe",
  "password.note": "Vos autres appareils seront déconnectés.",
  "password.save": "Changer de mot de passe",
  "password.done": "Votre mot de passe a changé. Vos autres appareils sont déconnectés.",
  "membership.title": "Créer votre compte",
  "membership.text":
    "Vous n’avez pas encore de compte : votre nom redevient libre quelque temps après votre départ. Choisissez un mot de passe pour garder votre nom, vos conversations et vos messages.",
  "membership.invite": "Invitation",
  "membership.save": "Créer le compte",
  "membership.working": "Un instant : beaucoup de monde entre depuis votre réseau.",
  "membership.done": "Votre compte est prêt. Connectez-vous avec votre nom et votre mot de passe.",
  "sessions.title": "Vos appareils connectés",
  "sessions.used": "dernière utilisation : {time}",
  "sessions.recent": "utilisé dans la dernière heure",
  "sessions.in-use": "utilisé en ce moment",
  "sessions.begun": "depuis : {time}",
  "sessions.this": "cet appareil",
  "sessions.device": "{browser} sous {system}",
  "sessions.unknown": "Appareil inconnu",
  "sessions.end": "Déconnecter",
  "sessions.end-one": "Déconnecter : {device}",
  "sessions.end-others": "Déconnecter tous les autres appareils",
  "sessions.done": "Cet appareil est déconnecté.",
  "sessions.done-others": "Tous les autres appareils sont déconnectés.",
  "data.title": "Vos données",
  "data.text":
    "Votre compte, vos appareils, vos conversations et tous les messages que vous avez écrits, en un fichier texte (NDJSON). Votre mot de passe n’y est pas : personne ne le connaît.",
  "data.text-guest":
    "Votre nom, vos appareils, vos conversations et tous les messages que vous avez écrits, en un fichier texte (NDJSON).",
  "data.save": "Télécharger mes données",
  "delete.title": "Supprimer mon compte",
  "delete.text":
    "Tous vos appareils seront déconnectés, et votre nom redevient libre au bout d’un jour. C’est irréversible.",
  "delete.messages": "Vos messages",
  "delete.stay": "Les garder, sous le nom « une personne partie »",
  "delete.go": "Les supprimer tous",
  "delete.password": "Votre mot de passe",
  "delete.confirm": "Je veux supprimer mon compte définitivement",
  "delete.unconfirmed": "Cochez cette case pour continuer.",
  "leave.title": "Partir pour de bon",
  "leave.text":
    "Vous partez, sur tous vos appareils, et ce qui est conservé de vous ici est supprimé. Votre nom redevient libre au bout d’un jour. C’est irréversible.",
  "leave.confirm": "Je veux partir pour de bon",
  "leave.save": "Partir pour de bon",
  "delete.save": "Supprimer mon compte",
};
