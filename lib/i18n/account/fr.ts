import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const fr: CatalogOf<typeof en> = {
  "name.title": "Nom",
  "name.label": "Le nom affiché",
  "name.hint":
    "Vos conversations et votre historique suivent. Vous vous connecterez avec le nouveau nom.",
  "name.save": "Changer de nom",
  "name.done": "Votre nom est maintenant {name}.",
  "password.title": "Mot de passe",
  "password.current": "Votre mot de passe actuel",
  "password.next": "Le nouveau",
  "password.note": "Vos autres sessions se terminent : qui connaissait l’ancien est dehors.",
  "password.save": "Changer de mot de passe",
  "password.done": "Le mot de passe est changé, et vos autres sessions sont terminées.",
  "membership.title": "Devenir membre",
  "membership.text":
    "Vous êtes ici en invité : votre nom se libère quelque temps après votre départ. Choisissez un mot de passe, et nom, conversations et historique restent à vous.",
  "membership.invite": "Invitation",
  "membership.save": "Devenir membre",
  "membership.done": "Vous voilà membre. Connectez-vous avec votre nom et votre mot de passe.",
  "sessions.title": "Où vous êtes connecté",
  "sessions.used": "dernière utilisation : {time}",
  "sessions.begun": "depuis : {time}",
  "sessions.this": "cet appareil",
  "sessions.unknown": "Appareil inconnu",
  "sessions.end": "Terminer",
  "sessions.end-one": "Terminer la session : {device}",
  "sessions.end-others": "Terminer toutes les autres",
  "sessions.done": "Cette session est terminée.",
  "sessions.done-others": "Toutes les autres sessions sont terminées.",
  "data.title": "Vos données",
  "data.text":
    "Votre compte, vos sessions, vos conversations et chaque message que vous avez écrit, une valeur JSON par ligne (NDJSON). Les mots de passe n’y sont pas : personne ne les connaît.",
  "data.save": "Télécharger mes données",
  "delete.title": "Supprimer mon compte",
  "delete.text":
    "Votre nom se libère et vos sessions se terminent, sur tous vos appareils. C’est irréversible.",
  "delete.messages": "Ce que vous avez écrit",
  "delete.stay": "reste, sous « quelqu’un qui est parti »",
  "delete.go": "part aussi : tous mes messages sont supprimés",
  "delete.password": "Votre mot de passe",
  "delete.confirm": "Je veux supprimer mon compte pour de bon",
  "delete.unconfirmed": "Cochez cette case si vous le voulez vraiment.",
  "delete.save": "Supprimer mon compte",
};
