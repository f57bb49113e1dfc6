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
  "community.asks-again": "Redemander leur accord aux personnes qui ont déjà accepté les règles",
  "community.accent": "Couleur d’accent",
  "community.accent-hint":
    "# et six chiffres, par exemple #1f6feb. Les teintes sont ajustées pour rester lisibles en clair comme en sombre. Sans couleur, ce sera le vert.",
  "community.first-room": "Premier salon",
  "community.first-room-hint":
    "Un salon public, par son nom : c’est le premier que voient les personnes qui arrivent. Sinon, general.",
  "community.terms": "Conditions",
  "community.terms-hint":
    "L’adresse d’une page, ou le texte lui-même. Les personnes qui arrivent en voient le lien.",
  "presets.title": "Statuts au choix",
  "presets.text":
    "Tout le monde peut en choisir un dans ses réglages, en un clic. Vous pouvez commencer par un émoji. Si toutes les lignes sont vides, Palabre propose les siens.",
  "presets.status": "Statut {number}",
  "presets.until": "Statut {number} : effacer après",
  "presets.save": "Enregistrer les statuts",
  "act.emoji-added": "{by} a ajouté l’émoji {what}",
  "act.emoji-renamed": "{by} a donné un autre nom à un émoji : {what}",
  "act.emoji-removed": "{by} a retiré l’émoji {what}",
  "custom.title": "Émojis de la communauté",
  "custom.text":
    "Tout le monde peut les écrire par leur nom entre deux-points, et réagir avec. Les images animées restent fixes.",
  "custom.name": "Nom de l’émoji",
  "custom.name-hint": "Minuscules, chiffres, - et _ : harvest s’écrit « :harvest: »",
  "custom.picture": "Image",
  "custom.add": "Ajouter l’émoji",
  "custom.rename": "Renommer",
  "custom.rename-one": "Renommer {name}",
  "custom.new-name": "Nouveau nom de {name}",
  "custom.rename-hint": "Les messages écrits avec l’ancien nom afficheront ce nom.",
  "custom.remove-one": "Retirer {name}…",
  "custom.remove-sure":
    "Dans tous les messages et toutes les réactions, {name} sera remplacé par son nom, pour tout le monde.",
  "custom.remove-do": "Oui, retirer {name}",
};
