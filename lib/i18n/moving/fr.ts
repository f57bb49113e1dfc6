import type { CatalogOf } from "../catalog.ts";
import type { moving as en } from "./en.ts";

/** The words of moving in and out. */
export const moving: CatalogOf<typeof en> = {
  "moving": "Import et export",
  "export.title": "Tout emporter",
  "export.text":
    "Les salons que tous les membres peuvent lire, avec leurs messages, fils, réactions et fichiers. Les salons privés et les conversations directes appartiennent aux personnes qui y sont et n’en font pas partie. C’est noté dans le journal.",
  "export.ndjson": "Tout, pour un autre Palabre",
  "export.ndjson-hint": "Un seul fichier sans perte, des lignes de JSON compressées.",
  "export.mattermost": "Pour Mattermost et ce qui lit son format",
  "export.mattermost-hint": "Un zip avec import.jsonl et les fichiers.",
  "export.site": "Des pages à lire et à imprimer",
  "export.site-hint":
    "Un zip de pages web par salon et par mois. Elles n’ont besoin ni de serveur ni de script.",
  "export.save": "Télécharger",
  "act.exported": "{by} a exporté la communauté ({what})",
  "kept.title": "Durée de conservation des messages",
  "kept.text":
    "Ce qui est plus ancien est supprimé de tous les salons, pour tout le monde et pour de bon, fichiers compris. Les messages épinglés restent tant qu’ils sont épinglés. Les conversations directes appartiennent aux personnes qui y sont et ne sont pas touchées.",
  "kept.days": "Jours",
  "kept.days-hint": "De 1 à 3650. Vide : les messages restent.",
  "kept.room": "Salon",
  "kept.room-hint":
    "Le nom d’un salon qui a sa propre règle. Vide : tous les autres. Pour un salon, 0 veut dire que ses messages restent.",
  "kept.save": "Garder aussi longtemps",
  "kept.all": "Tous les salons : {span}",
  "kept.stay": "#{room} : les messages restent",
  "kept.one": "#{room} : {span}",
  "kept.none": "Les messages restent.",
  "done.retention": "Enregistré. Ce qui est trop ancien est supprimé dans les prochaines minutes.",
  "act.retention": "{by} a changé la durée de conservation des messages ({what})",
  "room.publish": "Laisser tout le monde le lire sur le web",
  "room.unpublish": "Ne plus le montrer sur le web",
  "room.find": "Le laisser trouver par les moteurs de recherche",
  "room.unfind": "Le cacher aux moteurs de recherche",
  "room.published": "sur le web",
  "act.room-published": "{by} a laissé tout le monde lire #{room} sur le web",
  "act.room-unpublished": "{by} ne montre plus #{room} sur le web",
  "import.title": "Ce qui a été importé",
  "import.none":
    "Rien n’a été importé. La personne qui gère le serveur importe des exports de Slack, Mattermost, Discord ou d’un autre Palabre : deno task import FICHIER.",
  "import.came": { "one": "{count} message", "other": "{count} messages" },
  "import.counts": "{rooms} salons, {people} personnes, {files} fichiers",
  "import.state.running": "commencé et pas terminé : la commande continue quand on la relance",
  "import.state.done": "terminé",
  "import.state.undoing": "en cours d’annulation",
  "import.lost": "Perdu ou changé",
  "import.undo": "Pour l’annuler : deno task import --undo {id}",
};
