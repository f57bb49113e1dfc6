import type { CatalogOf } from "../catalog.ts";
import type { providers as en } from "./en.ts";

/** The same in French. */
export const providers: CatalogOf<typeof en> = {
  "providers": "Fournisseurs",
  "providers.title": "Fournisseurs de comptes",
  "providers.text":
    "Chacun est un bouton à l’entrée : on entre par un compte que l’on a là-bas (OpenID Connect).",
  "providers.none": "Aucun pour l’instant : on entre par ce que l’on a ici.",
  "providers.fixed": "dans la configuration",
  "providers.off": "désactivé",
  "providers.aside":
    "Un fournisseur du même nom court a été ajouté ici : il est mis de côté tant que celui-ci se trouve dans la configuration.",
  "providers.everybody": "toutes les personnes qu’il connaît",
  "providers.some": "une partie de ses membres",
  "providers.up": "Monter",
  "providers.up-of": "Monter : {name}",
  "providers.down": "Descendre",
  "providers.down-of": "Descendre : {name}",
  "providers.change": "Modifier",
  "providers.change-of": "Modifier : {name}",
  "providers.look": "Voir",
  "providers.look-of": "Voir : {name}",
  "providers.back": "Tous les fournisseurs",
  "provider.add": "Ajouter un fournisseur",
  "provider.name": "Nom",
  "provider.name-hint": "Il figure sur le bouton : « Continuer avec … ».",
  "provider.id": "Nom court",
  "provider.id-hint":
    "Dans les adresses : lettres de a à z, chiffres et traits d’union. Il reste pour toujours.",
  "provider.issuer": "Adresse du fournisseur",
  "provider.issuer-hint":
    "Telle qu’il se nomme (« issuer »), commençant par https://. Elle reste pour toujours : le secret ne va nulle part ailleurs.",
  "provider.client": "Identifiant du client",
  "provider.client-hint": "Comment le fournisseur appelle cette communauté.",
  "provider.secret": "Secret du client",
  "provider.secret-hint":
    "Vide si le fournisseur n’en a pas donné. Il n’est plus jamais montré ensuite.",
  "provider.secret-kept":
    "Il est gardé, et n’est jamais montré. Écrivez-en un autre pour le remplacer.",
  "provider.secret-again": "Saisissez à nouveau le secret : il n’a pas été conservé.",
  "provider.secret-none": "Le fournisseur n’en a pas donné : oublier celui qui est gardé",
  "provider.scopes": "Portées (scopes)",
  "provider.callback": "Adresse où l’on revient",
  "provider.callback-hint": "Déclarez-la chez le fournisseur.",
  "provider.callback-new":
    "Déclarez cette adresse chez le fournisseur, avec le nom court à la place de « … » : {address}",
  "provider.allow": "Qui peut entrer",
  "provider.domains": "Domaines d’adresse électronique",
  "provider.domains-hint":
    "D’une adresse que le fournisseur a vérifiée, séparés par des virgules. Vide : tous.",
  "provider.claims": "Ce que le fournisseur doit dire d’autre",
  "provider.claims-hint":
    "Une ligne chacun : groups = members. Parmi les lignes d’un même nom, une doit être vraie.",
  "provider.register": "Un compte leur est fait même là où l’inscription n’est pas ouverte",
  "provider.roles": "Rôle d’après ce que dit le fournisseur",
  "provider.role-claim": "Nom de ce qu’il dit",
  "provider.role-claim-hint": "Par exemple groups. Vide : les rôles ne se donnent qu’ici.",
  "provider.administrators": "L’administration a",
  "provider.moderators": "La modération a",
  "provider.role-hint":
    "Des valeurs, une par ligne. Qui n’en a aucune est membre. Décidé à chaque connexion.",
  "provider.save": "Enregistrer",
  "provider.ask": "Interroger le fournisseur",
  "provider.turn-off": "Désactiver…",
  "provider.turn-on": "Activer",
  "provider.remove": "Retirer…",
  "provider.fixed-text":
    "Ce fournisseur se trouve dans la configuration du serveur : c’est là que qui le gère le change. Seule sa place parmi les boutons se décide ici.",
  "provider.ends.off": "Désactiver {name} ?",
  "provider.ends.remove": "Retirer {name} ?",
  "provider.end.off": "Désactiver",
  "provider.end.remove": "Retirer",
  "provider.keep": "Laisser tel quel",
  "provider.used": {
    one: "{count} compte y est relié.",
    many: "{count} de comptes y sont reliés.",
    other: "{count} comptes y sont reliés.",
  },
  "provider.unused": "Aucun compte n’y est relié.",
  "provider.unlocked": "Toutes les personnes qui entrent par là peuvent entrer autrement.",
  "provider.locked": {
    one: "{count} personne ne peut pas entrer autrement : {names}.",
    many: "{count} de personnes ne peuvent pas entrer autrement, dont {names}.",
    other: "{count} personnes ne peuvent pas entrer autrement, dont {names}.",
  },
  "provider.locked-hint":
    "Vous pouvez leur faire un lien pour un nouveau mot de passe, sur leur page sous « Personnes ».",
  "provider.stays":
    "Plus personne n’entre par là dès lors ; qui est connecté le reste. Les comptes restent reliés, au cas où il reviendrait.",
  "provider.sure": "Oui, les laisser dehors",
  "provider.sure-change": "Oui, même si cela les laisse dehors",
  "answer.good": "Il répond, et l’on peut entrer par lui.",
  "answer.names": "Il dit qui il est quand il renvoie quelqu’un (RFC 9207).",
  "answer.unnamed":
    "Il ne dit pas qui il est quand il renvoie quelqu’un. Ce n’est pas une faute : chaque fournisseur a ici une adresse à lui pour cela.",
  "answer.untold":
    "S’il connaît l’identifiant et le secret du client, cela se voit à la première connexion.",
  "answer.warning.code": "Il n’offre pas la voie par un code : personne ne pourrait entrer.",
  "answer.warning.pkce": "Il n’accepte pas {detail} comme preuve (PKCE).",
  "answer.warning.secret": "Il n’accepte pas un secret tel qu’il est envoyé ici ({detail}).",
  "answer.warning.public": "Il ne laisse entrer aucun client sans secret.",
  "answer.warning.scopes": "Il ne connaît pas ces portées : {detail}.",
  "answer.warning.claims":
    "Il ne dit pas qu’il renseigne : {detail}. Il se peut que personne ne remplisse les règles.",
  "answer.fails.url":
    "Ce n’est pas une adresse que l’on appelle : seulement https, sans mot de passe dedans.",
  "answer.fails.port": "Seuls les ports du web sont appelés : 443, ou à partir de 1024.",
  "answer.fails.address":
    "Cette adresse n’est pas de l’internet public. Un fournisseur dans un réseau privé doit être nommé dans PALABRE_PRIVATE_HOSTS.",
  "answer.fails.redirects": "Elle mène ailleurs. Écrivez l’adresse où se trouve le fournisseur.",
  "answer.fails.size": "Il répond bien plus que ce qu’un fournisseur dit de lui-même.",
  "answer.fails.encoding": "Il répond d’une façon qui n’était pas demandée (compressée).",
  "answer.fails.time": "Il n’a pas répondu à temps.",
  "answer.fails.unreachable":
    "Il n’a pas pu être joint : ce nom n’existe pas, pas de connexion, ou pas de certificat valable.",
  "answer.fails.status":
    "Il répond, mais ne dit pas ce qu’il est (statut {detail}). Est-ce bien l’adresse par laquelle le fournisseur se nomme ?",
  "answer.fails.no-provider": "Ce qui répond là n’est pas un fournisseur OpenID Connect.",
  "answer.fails.issuer": "Il se nomme autrement : {detail}. Écrivez cette adresse.",
  "answer.fails.endpoints": "Il nomme une adresse où personne n’est envoyé : {detail}.",
  "answer.fails.keys": "Les clés avec lesquelles il signe n’ont pas pu être lues.",
  "done.provider": "C’est enregistré, et vaut sur toutes les instances.",
  "done.provider-off": "Désactivé. Plus personne n’entre par là.",
  "done.provider-on": "Activé. Son bouton est à l’entrée.",
  "done.provider-removed": "Le fournisseur est retiré.",
  "done.providers-ordered": "Les boutons sont dans cet ordre.",
  "act.provider-added": "{by} a ajouté le fournisseur {what}",
  "act.provider-changed": "{by} a changé du fournisseur {what} : {parts}",
  "act.provider-off": "{by} a désactivé le fournisseur {what}",
  "act.provider-on": "{by} a activé le fournisseur {what}",
  "act.provider-removed": "{by} a retiré le fournisseur {what}",
  "act.providers-ordered": "{by} a changé l’ordre des fournisseurs",
  "act.provider.name": "le nom",
  "act.provider.client": "l’identifiant du client",
  "act.provider.secret": "le secret",
  "act.provider.scopes": "les portées",
  "act.provider.allow": "qui peut entrer",
  "act.provider.register": "si l’on y reçoit un compte",
  "act.provider.roles": "les rôles",
};
