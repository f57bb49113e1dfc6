import type { CatalogOf } from "../catalog.ts";
import type { providers as en } from "./en.ts";

/** The same in French. */
export const providers: CatalogOf<typeof en> = {
  "providers": "Fournisseurs",
  "providers.title": "Fournisseurs de connexion",
  "providers.text":
    "Chacun ajoute un bouton à la page de connexion : on se connecte avec un compte que l’on a chez ce fournisseur (OpenID Connect).",
  "providers.none": "Aucun pour l’instant : on se connecte avec un compte créé ici.",
  "providers.fixed": "dans la configuration",
  "providers.off": "désactivé",
  "providers.aside":
    "Un fournisseur du même nom court a été ajouté ici : il reste inactif tant que celui-ci figure dans la configuration.",
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
    "Son « issuer » : une adresse en https://, qui ne peut plus être modifiée ensuite : le secret n’est envoyé nulle part ailleurs.",
  "provider.client": "Identifiant du client",
  "provider.client-hint": "Le fournisseur vous le donne quand vous y déclarez cette communauté.",
  "provider.secret": "Secret du client",
  "provider.secret-hint":
    "Laissez vide si le fournisseur n’en a pas donné. Il ne sera plus jamais affiché.",
  "provider.secret-kept":
    "Un secret est enregistré ; il n’est jamais affiché. Saisissez-en un autre pour le remplacer.",
  "provider.secret-again": "Saisissez à nouveau le secret : il n’a pas été conservé.",
  "provider.secret-none": "Le fournisseur n’en a pas donné : oublier celui qui est enregistré",
  "provider.scopes": "Portées (scopes)",
  "provider.callback": "Adresse de redirection",
  "provider.callback-hint": "Déclarez-la chez le fournisseur.",
  "provider.callback-new":
    "Déclarez cette adresse chez le fournisseur, avec le nom court à la place de « … » : {address}",
  "provider.allow": "Qui peut entrer",
  "provider.domains": "Domaines e-mail",
  "provider.domains-hint":
    "Réservé aux adresses vérifiées de ces domaines, séparés par des virgules. Vide : tous.",
  "provider.claims": "Attributs (claims) exigés",
  "provider.claims-hint":
    "Un par ligne : groups = members. Si plusieurs lignes nomment le même, une seule suffit.",
  "provider.register": "Créer leur compte même quand les inscriptions sont fermées",
  "provider.roles": "Rôles d’après un attribut",
  "provider.role-claim": "Attribut (claim)",
  "provider.role-claim-hint": "Par exemple groups. Vide : les rôles ne se donnent qu’ici.",
  "provider.administrators": "Valeurs de l’administration",
  "provider.moderators": "Valeurs de la modération",
  "provider.role-hint":
    "Une par ligne. Sans aucune de ces valeurs, on est membre. Le rôle est revu à chaque connexion.",
  "provider.save": "Enregistrer",
  "provider.ask": "Interroger le fournisseur",
  "provider.turn-off": "Désactiver…",
  "provider.turn-on": "Activer",
  "provider.remove": "Retirer…",
  "provider.fixed-text":
    "Ce fournisseur est défini dans la configuration du serveur, et c’est là qu’il se modifie. Ici, vous ne choisissez que sa place parmi les boutons.",
  "provider.ends.off": "Désactiver {name} ?",
  "provider.ends.remove": "Retirer {name} ?",
  "provider.end.off": "Désactiver",
  "provider.end.remove": "Retirer",
  "provider.keep": "Laisser tel quel",
  "provider.used": {
    one: "{count} compte y est associé.",
    many: "{count} de comptes y sont associés.",
    other: "{count} comptes y sont associés.",
  },
  "provider.unused": "Aucun compte n’y est associé.",
  "provider.unlocked": "Toutes les personnes qui l’utilisent peuvent se connecter autrement.",
  "provider.locked": {
    one: "{count} personne n’a pas d’autre moyen de se connecter : {names}.",
    many: "{count} de personnes n’ont pas d’autre moyen de se connecter, dont {names}.",
    other: "{count} personnes n’ont pas d’autre moyen de se connecter, dont {names}.",
  },
  "provider.locked-hint":
    "Vous pouvez leur créer un lien pour un nouveau mot de passe, sur leur fiche, dans « Personnes ».",
  "provider.stays":
    "Plus personne ne pourra se connecter avec lui ; les sessions ouvertes le restent. Les comptes restent associés, au cas où il reviendrait.",
  "provider.sure": "Oui, leur fermer l’accès",
  "provider.sure-change": "Oui, même si cela leur ferme l’accès",
  "answer.good": "Il répond, et la connexion est possible avec lui.",
  "answer.names": "Il dit qui il est quand il renvoie quelqu’un (RFC 9207).",
  "answer.unnamed":
    "Il ne dit pas qui il est quand il renvoie quelqu’un. Ce n’est pas un problème : chaque fournisseur a ici sa propre adresse pour cela.",
  "answer.untold":
    "La première connexion montrera s’il connaît l’identifiant et le secret du client.",
  "answer.warning.code":
    "Il ne propose pas le flux par code d’autorisation : personne ne pourrait se connecter.",
  "answer.warning.pkce": "Il ne prend pas en charge PKCE avec {detail}.",
  "answer.warning.secret": "Il n’accepte pas un secret tel qu’il est envoyé ici ({detail}).",
  "answer.warning.public": "Il ne laisse entrer aucun client sans secret.",
  "answer.warning.scopes": "Il ne connaît pas ces portées : {detail}.",
  "answer.warning.claims":
    "Il n’annonce pas ces attributs : {detail}. Il se peut que personne ne remplisse les conditions.",
  "answer.fails.url": "Saisissez une adresse https, sans mot de passe.",
  "answer.fails.port": "Seuls le port 443 et les ports à partir de 1024 sont possibles.",
  "answer.fails.address":
    "Cette adresse n’est pas sur l’internet public. Un fournisseur de votre propre réseau doit figurer dans PALABRE_PRIVATE_HOSTS.",
  "answer.fails.redirects": "Cette adresse redirige ailleurs. Saisissez celle où elle mène.",
  "answer.fails.size": "Sa réponse est beaucoup trop longue.",
  "answer.fails.encoding": "Sa réponse est compressée, ce qui n’était pas demandé.",
  "answer.fails.time": "Il n’a pas répondu à temps.",
  "answer.fails.unreachable":
    "Il est injoignable : ce nom n’existe pas, pas de connexion, ou pas de certificat valable.",
  "answer.fails.status":
    "Il renvoie le statut {detail} au lieu de sa configuration. Est-ce bien son adresse d’émetteur (issuer) ?",
  "answer.fails.no-provider":
    "Ce n’est pas un fournisseur OpenID Connect qui répond à cette adresse.",
  "answer.fails.issuer": "Son adresse d’émetteur est {detail}. Saisissez cette adresse.",
  "answer.fails.endpoints": "Il indique une adresse qui n’est pas permise : {detail}.",
  "answer.fails.keys": "Ses clés de signature n’ont pas pu être lues.",
  "done.provider": "Enregistré, sur toutes les instances.",
  "done.provider-off": "Désactivé. Plus personne ne se connecte avec lui.",
  "done.provider-on": "Activé. Son bouton figure sur la page de connexion.",
  "done.provider-removed": "Le fournisseur est retiré.",
  "done.providers-ordered": "Les boutons sont dans cet ordre.",
  "act.provider-added": "{by} a ajouté le fournisseur {what}",
  "act.provider-changed": "{by} a modifié le fournisseur {what} : {parts}",
  "act.provider-off": "{by} a désactivé le fournisseur {what}",
  "act.provider-on": "{by} a activé le fournisseur {what}",
  "act.provider-removed": "{by} a retiré le fournisseur {what}",
  "act.providers-ordered": "{by} a modifié l’ordre des fournisseurs",
  "act.provider.name": "le nom",
  "act.provider.client": "l’identifiant du client",
  "act.provider.secret": "le secret",
  "act.provider.scopes": "les portées",
  "act.provider.allow": "qui peut entrer",
  "act.provider.register": "la création de comptes",
  "act.provider.roles": "les rôles",
};
