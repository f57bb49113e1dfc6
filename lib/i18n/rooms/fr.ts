import type { CatalogOf } from "../catalog.ts";
import type { rooms as en } from "./en.ts";

/** The list of rooms, and what is asked of one, in French. */
export const rooms: CatalogOf<typeof en> = {
  "sentence.of": "{what} : {name}",
  "rename.title": "Renommer #{room}",
  "rename.save": "Renommer",
  "rooms.title": "Salons",
  "rooms.messages": "Rechercher dans les messages",
  "rooms.more": "Plus de salons",
  "rooms.filter": "Filtrer les salons",
  "preview.title": "Vous lisez #{room}",
  "preview.text": "Personne ne voit que vous regardez, et rien ici ne compte comme non lu.",
  "rooms.join": "Rejoindre",
  "rooms.open": "Ouvrir",
  "rooms.none": "Aucun salon ne porte ce nom.",
  "rooms.none-create": "Aucun salon ne porte ce nom. Vous pouvez le créer ci-dessus.",
  "rooms.search": "Rechercher",
  "rooms.create": "Créer un salon",
  "rooms.create-save": "Créer",
  "rooms.create-as": "Créer sous le nom « {name} »",
  "rooms.name": "Nom",
  "rooms.name-hint": "Écrivez-le comme vous voulez : « Récolte 2026 » aura l’adresse recolte-2026.",
  "rooms.title-label": "Affiché comme",
  "rooms.title-hint": "Ce que tout le monde lit à la place du nom.",
  "rooms.topic": "Sujet",
  "rooms.optional": "facultatif",
  "rooms.private": "Privé : on y entre sur invitation",
  "rooms.order": "La modération veille sur tous les salons, y compris ceux que vous créez.",
  "rooms.for-members":
    "Vous pouvez rejoindre tous les salons de cette liste. Pour en créer un, il faut un compte.",
  "rooms.back": "Retour au chat",
  "topic.title": "Sujet de #{room}",
  "topic.save": "Enregistrer",
  "invite.title": "Inviter dans #{room}",
  "invite.name": "Qui ?",
  "invite.send": "Inviter",
  "invite.sent": "{name} a reçu l’invitation et peut l’accepter ou non.",
  "invite.link":
    "Vous faites venir du monde, une classe entière par exemple ? Envoyez le lien de ce salon : il mène à la page de connexion, puis directement ici.",
};
