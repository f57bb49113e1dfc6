import type { CatalogOf } from "../catalog.ts";
import type { providers as en } from "./en.ts";

/** The same in French. */
export const providers: CatalogOf<typeof en> = {
  "providers": "Fournisseurs",
  "providers.title": "Fournisseurs de connexion",
  "providers.text":
    "Chacun est un bouton à l’entrée : on se connecte avec un compte que l’on a chez lui (OpenID Connect).",
  "providers.none": "Aucun pour l’instant : on se connecte avec un compte créé ici.",
  "providers.fixed": "dans la configuration",
  "providers.off": "désactivé",
  "providers.aside":
    "Un fournisseur du même nom court a été ajouté ici : il est mis de côté tant que celui-ci se trouve dans la configuration.",
  "providers.everybody": "toute personne qui y a un compte",
  "providers.some": "certaines personnes seulement",
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
  "provider.name-hint": "Affiché sur le bouton : « Continuer avec … ».",
  "provider.id": "Nom court",
  "provider.id-hint":
    "Pour les adresses : lettres de a à z, chiffres et traits d’union. Il ne peut plus être modifié ensuite.",
  "provider.issuer": "Adresse du fournisseur",
  "provider.issuer-hint":
    "Son « issuer », qui commence par https://. Elle ne peut plus être modifiée ensuite : le secret n’est envoyé nulle part ailleurs.",
  "provider.client": "Identifiant du client",
  "provider.client-hint": "Le fournisseur le donne quand on y déclare cette communauté.",
  "provider.secret": "Secret du client",
  "provider.secret-hint":
    "Vide si le fournisseur n’en a pas donné. Il n’est plus jamais montré ensuite.",
  "provider.secret-kept":
    "Un secret est conservé, et jamais affiché. Saisissez-en un autre pour le remplacer.",
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
    "Seulement les personnes dont une adresse vérifiée en fait partie ; séparez-les par des virgules. Vide : tous.",
  "provider.claims": "Attributs (claims) exigés",
  "provider.claims-hint":
    "Un par ligne : groups = members. Si plusieurs lignes nomment le même, une seule suffit.",
  "provider.register": "Créer leur compte même quand l’inscription est fermée",
  "provider.roles": "Rôles d’après un attribut",
  "provider.role-claim": "Attribut (claim)",
  "provider.role-claim-hint": "Par exemple groups. Vide : les rôles ne se donnent qu’ici.",
  "provider.administrators": "Valeurs de l’administration",
  "provider.moderators": "Valeurs de la modération",
  "provider.role-hint":
    "Une par ligne. Sans aucune d’elles, on est membre. Décidé à chaque connexion.",
  "provider.save": "Enregistrer",
  "provider.ask": "Interroger le fournisseur",
  "provider.turn-off": "Désactiver…",
  "provider.turn-on": "Activer",
  "provider.remove": "Retirer…",
  "provider.fixed-text":
    "Ce fournisseur est défini dans la configuration du serveur, et se modifie là. Seule sa place parmi les boutons se choisit ici.",
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
  "provider.unlocked": "Toutes les personnes qui l’utilisent peuvent se connecter autrement.",
  "provider.locked": {
    one: "{count} personne ne peut pas entrer autrement : {names}.",
    many: "{count} de personnes ne peuvent pas entrer autrement, dont {names}.",
    other: "{count} personnes ne peuvent pas entrer autrement, dont {names}.",
  },
  "provider.locked-hint":
    "Vous pouvez leur faire un lien pour un nouveau mot de passe, sur leur page sous « Personnes ».",
  "provider.stays":
    "Dès lors, plus personne ne se connecte par lui ; les sessions ouvertes le restent. Les comptes restent reliés, au cas où il reviendrait.",
  "provider.sure": "Oui, les laisser dehors",
  "provider.sure-change": "Oui, même si cela les laisse dehors",
  "answer.good": "Il répond, et l’on peut se connecter avec lui.",
  "answer.names": "Il dit qui il est quand il renvoie quelqu’un (RFC 9207).",
  "answer.unnamed":
    "Il ne dit pas qui il est quand il renvoie quelqu’un. Ce n’est pas une faute : chaque fournisseur a ici une adresse à lui pour cela.",
  "answer.untold":
    "S’il connaît l’identifiant et le secret du client, cela se voit à la première connexion.",
  "answer.warning.code":
    "Il n’offre pas le flux par code d’autorisation : personne ne pourrait se connecter.",
  "answer.warning.pkce": "Il ne prend pas en charge PKCE avec {detail}.",
  "answer.warning.secret": "Il n’accepte pas un secret tel qu’il est envoyé ici ({detail}).",
  "answer.warning.public": "Il ne laisse entrer aucun client sans secret.",
  "answer.warning.scopes": "Il ne connaît pas ces portées : {detail}.",
  "answer.warning.claims":
    "Il n’annonce pas ces attributs : {detail}. Peut-être que personne ne remplira les règles.",
  "answer.fails.url": "Saisissez une adresse https, sans mot de passe dedans.",
  "answer.fails.port": "Seuls le port 443 et les ports à partir de 1024 sont possibles.",
  "answer.fails.address":
    "Cette adresse n’est pas sur l’internet public. Un fournisseur de votre propre réseau doit être nommé dans PALABRE_PRIVATE_HOSTS.",
  "answer.fails.redirects": "Elle redirige ailleurs. Saisissez l’adresse où elle mène.",
  "answer.fails.size": "Sa réponse est bien trop longue.",
  "answer.fails.encoding": "Sa réponse est compressée, ce qui n’était pas demandé.",
  "answer.fails.time": "Il n’a pas répondu à temps.",
  "answer.fails.unreachable":
    "Il n’a pas pu être joint : ce nom n’existe pas, pas de connexion, ou pas de certificat valable.",
  "answer.fails.status":
    "Il répond par le statut {detail}, et non par sa configuration. Est-ce bien son adresse d’émetteur (issuer) ?",
  "answer.fails.no-provider": "Ce qui répond là n’est pas un fournisseur OpenID Connect.",
  "answer.fails.issuer": "Il se nomme {detail}. Saisissez cette adresse.",
  "answer.fails.endpoints": "Il nomme une adresse qui n’est pas permise : {detail}.",
  "answer.fails.keys": "Ses clés de signature n’ont pas pu être lues.",
  "done.provider": "Enregistré. Cela vaut sur toutes les instances.",
  "done.provider-off": "Désactivé. Plus personne ne se connecte avec lui.",
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
