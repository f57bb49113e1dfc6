import type { CatalogOf } from "../catalog.ts";
import type { looks as en } from "./en.ts";

export const looks: CatalogOf<typeof en> = {
  "terms": "Conditions",
  "community.title": "À propos de la communauté",
  "community.see": "Voir le chat",
  "community.name": "Nom de la communauté",
  "community.name-hint": "Sur la page de connexion, dans la liste et dans l’onglet du navigateur.",
  "community.icon": "Icône",
  "community.icon-hint": "Une lettre ou un émoji. Sinon, l’arbre.",
  "community.picture": "Une image à la place de l’icône",
  "community.welcome": "Mot d’accueil",
  "community.welcome-hint": "Sur la page de connexion, en une phrase.",
  "community.rules": "Règles",
  "community.rules-hint": "Une par ligne, dix au plus. Elles figurent sur la page de connexion.",
  "community.accept-rules": "Il faut accepter les règles avant de pouvoir écrire",
  "community.asks-again": "Redemander à qui a déjà accepté les règles",
  "community.accent": "Couleur d’accent",
  "community.accent-hint":
    "# et six chiffres, par exemple #1f6feb. Ses teintes sont réglées pour que les mots se lisent de jour comme de nuit. Sinon, vert.",
  "community.first-room": "Premier salon",
  "community.first-room-hint":
    "Un salon public, par son nom : les nouvelles personnes le voient d’abord. Sinon, general.",
  "community.terms": "Conditions",
  "community.terms-hint": "L’adresse d’une page, ou le texte lui-même. Qui arrive en voit le lien.",
  "presets.title": "Statuts au choix",
  "presets.text":
    "Chaque personne peut en prendre un dans ses réglages, d’une pression. Commencez par un emoji si vous voulez. Si toutes les lignes sont vides, Palabre propose les siens.",
  "presets.status": "Statut {number}",
  "presets.until": "Statut {number} : effacer après",
  "presets.save": "Enregistrer les statuts",
  "act.emoji-added": "{by} a ajouté l’émoji {what}",
  "act.emoji-renamed": "{by} a donné un autre nom à un émoji : {what}",
  "act.emoji-removed": "{by} a retiré l’émoji {what}",
  "custom.title": "Émojis de la communauté",
  "custom.text":
    "Tout le monde les écrit par leur nom entre deux-points, et réagit avec eux. Ce qui bouge reste immobile.",
  "custom.name": "Nom de l’émoji",
  "custom.name-hint": "Minuscules, chiffres, - et _ : harvest s’écrit « :harvest: »",
  "custom.picture": "Image",
  "custom.add": "Ajouter l’émoji",
  "custom.rename": "Renommer",
  "custom.rename-one": "Renommer {name}",
  "custom.new-name": "Nouveau nom de {name}",
  "custom.rename-hint": "Ce qui a été écrit avec l’ancien nom montre ce nom.",
  "custom.remove-one": "Retirer {name}…",
  "custom.remove-sure":
    "Tous les messages et réactions où figure {name} montrent dès lors son nom à la place, pour tout le monde.",
  "custom.remove-do": "Oui, retirer {name}",
};
