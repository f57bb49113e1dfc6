import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

/** Mail, in French. */
export const fr: CatalogOf<typeof en> = {
  "title": "E-mail",
  "why":
    "Si quelque chose vous attend et que vous ne venez pas, un e-mail vous prévient : qui a écrit, où, et quoi, sauf si vos notifications masquent le texte. Personne d’autre ne voit votre adresse.",
  "address": "Adresse e-mail",
  "password.another": "Seulement pour changer d’adresse.",
  "after": "Après une attente de",
  "hours": { one: "{count} heure", other: "{count} heures" },
  "save": "Enregistrer",
  "send-link": "M’envoyer un lien",
  "stop": "Arrêter et oublier l’adresse",
  "goes": "Les e-mails sont envoyés à {address}.",
  "asked":
    "Un lien a été envoyé à {address}. Ouvrez-le dans les 24 heures pour y recevoir les e-mails.",
  "problem": "Plus rien n’y est envoyé. Le serveur de messagerie a répondu : {said}",
  "confirm.subject": "Confirmez votre adresse pour {community}",
  "confirm.text":
    "Bonjour {name},\n\nquelqu’un, vous sans doute, souhaite que {community} écrive à cette adresse quand quelque chose l’y attend. Pour accepter, ouvrez ce lien dans les 24 heures :\n\n{link}\n\nSi ce n’était pas vous, ne faites rien : vous ne recevrez rien d’autre.",
  "moved.subject": "Les e-mails de {community} changent d’adresse",
  "moved.text":
    "Désormais, {community} écrit à une autre adresse que celle-ci.\n\nSi ce n’était pas vous, quelqu’un d’autre utilise votre compte : choisissez un nouveau mot de passe et déconnectez-y tous les autres appareils :\n\n{settings}",
  "confirm.title": "Votre adresse",
  "confirm.lead": "Désormais, {community} écrira à {address} quand quelque chose vous attend.",
  "confirm.press": "Oui, c’est mon adresse",
  "confirm.done": "C’est confirmé.",
  "digest.subject": {
    one: "{count} message vous attend dans {community}",
    other: "{count} messages vous attendent dans {community}",
  },
  "digest.count": { one: "{count} message", other: "{count} messages" },
  "digest.last": "le dernier de {name}",
  "digest.from": "de {name}",
  "digest.why": "Vous l’avez demandé dans vos réglages : {settings}",
  "digest.stop": "Pour ne plus en recevoir : {stop}",
  "stop.title": "Plus d’e-mails",
  "stop.lead": "{community} ne vous écrira plus et oubliera votre adresse.",
  "stop.press": "Arrêter",
  "stop.done": "C’est fait. Vous ne recevrez plus rien.",
};
