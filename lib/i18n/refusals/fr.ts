import type { ServerWords } from "../server_words.ts";

export const fr: ServerWords = {
  refusals: {
    "invalid-frame": "Le serveur n’a pas pu lire cette demande.",
    "invalid-field": "Une partie de cette demande ne convient pas[ : {field}].",
    "unknown-type": "Ce serveur ne connaît pas ce genre de demande[ : {type}].",
    "unknown-user": "Personne ici ne s’appelle « {name} ».",
    "unknown-conversation": "Cette conversation n’existe pas, ou vous n’en faites pas partie.",
    "unknown-room": "Il n’y a pas de salon appelé « {name} ».",
    "unknown-message": "Ce message n’existe plus.",
    "unknown-report": "Ce signalement n’existe pas.",
    "edited-meanwhile":
      "Ce message a été modifié entre-temps. Regardez les deux versions avant d’enregistrer.",
    "empty-text": "Écrivez d’abord quelque chose.",
    "send-too-old":
      "Le premier envoi est trop ancien. Copiez le message, supprimez-le et renvoyez-le.",
    "text-too-long": "C’est trop long[ : {limit} caractères au plus].",
    "number-range": "Indiquez un nombre entier de {least} à {most}.",
    "presets-too-many": "Proposez {limit} statuts au plus.",
    "emoji-name": "Écrivez de 2 à 32 minuscules ou chiffres, avec « - » ou « _ » entre eux.",
    "emoji-name-taken": "« :{name}: » est déjà le nom d’un émoji courant. Choisissez un autre nom.",
    "emoji-name-held": "Ce nom contient un mot soumis à la modération. Choisissez un autre nom.",
    "emoji-name-used": "Un autre émoji s’appelle « :{name}: ». Choisissez un autre nom.",
    "unknown-emoji": "Il n’y a plus d’émoji « :{name}: ».",
    "emoji-too-many": "Il y a déjà {limit} émojis. Retirez-en un d’abord.",
    "emoji-picture": "Choisissez un PNG, GIF, JPEG ou WebP de 256 ko au plus.",
    "rules-too-many": "Écrivez {limit} règles au plus, une par ligne.",
    "icon": "Choisissez une seule lettre ou un seul émoji.",
    "accent": "Indiquez une couleur : # et six chiffres de 0 à f, par exemple #1c6c49.",
    "picture":
      "Ce fichier n’est pas une image utilisable ici. Choisissez un JPEG, un PNG ou un WebP.",
    "picture-too-large":
      "Cette image est trop grande[ : au plus {side} pixels de côté et {bytes}].",
    "unknown-file": "Ce fichier n’existe plus.",
    "file-size": "Ce fichier est vide.",
    "file-too-large": "Ce fichier est trop lourd[ : {bytes} au plus].",
    "file-offset": "L’envoi en est à un autre endroit. Demandez où, et reprenez de là.",
    "file-not-ready": "Un fichier n’est pas encore arrivé. Attendez la fin de l’envoi.",
    "too-many-files": "Trop de fichiers pour un message[ : {limit} au plus].",
    "files-of-today":
      "Vous avez envoyé tout ce qu’une personne peut envoyer en un jour[ : {bytes}].[ Il y aura de nouveau de la place dans {left}.]",
    "files-full": "Il n’y a plus de place ici pour des fichiers. Prévenez l’administration.",
    "unknown-import": "Cet import n’existe plus.",
    "import-state": "Ce n’est pas possible pour l’instant avec cet import.",
    "import-nobody":
      "{person} : aucun compte ici ne porte le nom « {name} ». Rien n’a été enregistré.",
    "placeholder-other":
      "Entre-temps, une autre personne a été indiquée, ou le comptage a recommencé. Vérifiez à nouveau.",
    "placeholder-begun":
      "Une partie est déjà attribuée[ à {name}] : impossible de continuer avec une autre personne.",
    "import-written":
      "L’import ne peut plus être annulé : quelqu’un a écrit depuis[ dans {rooms}].",
    "imports-full": "Trois exports attendent déjà. Retirez-en un, ou importez-le.",
    "tus-version": "Ce serveur ne parle que tus[ {version}].",
    "tus-type": "Les octets d’un fichier s’envoient en « {type} ».",
    "poll-options": "Proposez de {least} à {most} réponses différentes.",
    "poll-option-twice": "La réponse « {option} » figure deux fois.",
    "poll-option-too-long": "Cette réponse est trop longue[ : {limit} caractères au plus].",
    "poll-one-choice": "Choisissez une seule réponse.",
    "poll-has-votes": "Un sondage reste là où sont ses votes.",
    "poll-closed": "Ce sondage est clos.",
    "pronouns-too-long": "Les pronoms comptent {limit} caractères au plus.",
    "keywords": "Choisissez au plus {count} mots-clés, de {least} à {most} lettres chacun.",
    "topic-too-long": "Ce sujet est trop long[ : {limit} caractères au plus].",
    "status-too-long": "Ce statut est trop long[ : {limit} caractères au plus].",
    "name-empty": "Choisissez un nom.",
    "name-too-long": "Ce nom est trop long[ : {limit} caractères au plus].",
    "name-characters":
      "Un nom se compose de lettres, de chiffres ou d’émojis, sans @ # / : ni caractères invisibles.",
    "name-scripts":
      "« {name} » mélange les lettres de plusieurs alphabets dans un même mot. Un seul alphabet par mot, s’il vous plaît.",
    "name-reserved": "« {name} » est réservé. Choisissez un autre nom.",
    "name-words": "« {name} » contient des mots soumis à la modération. Choisissez un autre nom.",
    "name-taken": "« {name} » appartient à quelqu’un. Choisissez un autre nom ou connectez-vous.",
    "name-in-use": "« {name} » appartient à quelqu’un. Choisissez un autre nom.",
    "name-of-guest":
      "« {name} » est pris par une personne sans compte.[ Ce nom sera libre à {today} si elle ne revient pas.][ Ce nom sera libre le {until} si elle ne revient pas.][ Ce nom sera libre dans {left} si elle ne revient pas.] Choisissez un autre nom[, par exemple « {offer} »].",
    "name-held": "« {name} » était encore à quelqu’un tout récemment. Choisissez un autre nom.",
    "name-confusable":
      "« {name} » ressemble trop à un nom qui appartient à quelqu’un. Choisissez un autre nom.",
    "room-name":
      "L’adresse d’un salon se compose de minuscules de a à z, de chiffres et de traits d’union.[ Que diriez-vous de « {offer} » ? C’est ce que vous avez écrit qui s’affichera.]",
    "room-name-empty": "Donnez un nom au salon.",
    "room-name-too-long": "Ce nom est trop long[ : {limit} caractères au plus].",
    "room-name-signs":
      "Le nom d’un salon contient des lettres, des chiffres ou des émojis, pas seulement des signes.",
    "title-too-long": "Ce titre est trop long[ : {limit} caractères au plus].",
    "title-characters":
      "Un titre se compose de lettres, de chiffres ou d’émojis, sans caractères invisibles.",
    "too-many-rooms":
      "Vous avez créé {limit} salons encore ouverts : demandez d’abord à la modération d’en fermer un.",
    "too-many-reactions":
      "Ce message a déjà {limit} réactions différentes : utilisez l’une d’elles.",
    "too-many-pins": "{limit} messages sont déjà épinglés ici : désépinglez-en un d’abord.",
    "too-many-bookmarks": "Vous avez déjà {limit} signets : retirez-en un d’abord.",
    "too-many-levels": "Vous avez déjà réglé {limit} conversations : réinitialisez-en d’abord.",
    "push-service": "Ce serveur n’appelle pas le service de notifications de ce navigateur.",
    "push-keys": "Ce navigateur n’a pas donné de clés pour chiffrer une notification.",
    "too-many-devices": "Vous avez déjà {limit} appareils : retirez-en un d’abord.",
    "unknown-device": "Cet appareil n’existe pas. Il a peut-être été retiré.",
    "mail-address": "Ce n’est pas une adresse e-mail, comme ana@example.org.",
    "mail-not-sent": "L’e-mail n’a pas pu être envoyé. Réessayez plus tard.",
    "mail-link-over": "Ce lien n’est plus valable. Demandez-en un nouveau dans vos réglages.",
    "room-taken": "Il y a déjà un salon appelé « {name} ».",
    "password-short": "Ce mot de passe est trop court[ : {limit} caractères au moins].",
    "password-long": "Ce mot de passe est trop long[ : {limit} caractères au plus].",
    "password-common": "Ce mot de passe est facile à deviner. Choisissez-en un moins courant.",
    "password-is-name": "Le mot de passe ne doit pas être votre nom.",
    "wrong-credentials": "Identifiant ou mot de passe incorrect.",
    "wrong-password": "Mot de passe incorrect.",
    "not-signed-in": "Votre session est terminée. Connectez-vous de nouveau.",
    "not-member": "Rejoignez d’abord ce salon.",
    "not-allowed": "Vous ne pouvez pas faire cela ici.",
    "group-full": "Un groupe compte {limit} personnes au plus : au-delà, créez un salon.",
    "group-exists": "Il existe déjà une conversation avec exactement ces personnes : écrivez-y.",
    "group-left":
      "{name} a quitté cette conversation il y a peu. Vous pourrez l’ajouter de nouveau demain, ou lui écrire.",
    "invited-enough": "Beaucoup d’invitations attendent déjà une réponse. Réessayez plus tard.",
    "invitation-declined":
      "{name} a décliné l’invitation à ce salon. Réessayez demain, ou écrivez à {name}.",
    "requests-wait":
      "L’une de ces personnes n’a pas répondu à {count} de vos demandes. Vous pourrez redemander quand elle l’aura fait.",
    "request-waits":
      "Vous avez écrit {count} messages. Vous pourrez continuer quand ils seront acceptés.",
    "cannot-leave-general": "Tout le monde reste dans « general » : on ne peut pas le quitter.",
    "topic-locked": "Le sujet de ce salon est réservé à la modération.",
    "members-only":
      "C’est réservé aux membres. Inscrivez-vous pour le devenir ; vous gardez votre nom.",
    "foreign-origin": "Cette demande venait d’un autre site : elle n’a pas été exécutée.",
    "guests-closed": "Il faut un compte pour entrer ici. Connectez-vous ou inscrivez-vous.",
    "registration-closed":
      "On s’inscrit à cette communauté sur invitation. Demandez un lien à quelqu’un.",
    "registration-off": "Cette communauté n’accueille pas de nouveaux membres pour le moment.",
    "invite-invalid": "Cette invitation est épuisée ou a expiré. Demandez-en une nouvelle.",
    "invite-unknown":
      "Aucune invitation ne correspond à ce code. Vérifiez qu’il est complet, ou demandez-en une nouvelle.",
    banned:
      "Votre accès est bloqué[ jusqu’au {until}][ jusqu’à {today}][ pendant encore {left}].[ Motif : {reason}]",
    kicked:
      "On vous a fait sortir[ jusqu’au {until}][ jusqu’à {today}][ pour encore {left}].[ Motif : {reason}]",
    "network-barred":
      "Aucune nouvelle arrivée depuis ce réseau pour le moment[, jusqu’au {until}][, jusqu’à {today}][, pendant encore {left}].",
    muted:
      "Vous ne pouvez pas écrire pour le moment[, jusqu’au {until}][, jusqu’à {today}][, pendant encore {left}].[ Motif : {reason}]",
    outranked:
      "Vous ne pouvez pas faire cela à quelqu’un dont le rôle est égal ou supérieur au vôtre.",
    "last-administrator":
      "C’est la dernière personne à administrer cette communauté. Confiez d’abord l’administration à quelqu’un d’autre.",
    "guest-role": "Une personne sans compte doit d’abord s’inscrire.",
    "bot-role": "Les bots n’ont pas de rôle : leur jeton dit ce qu’ils peuvent faire.",
    "bot-invited":
      "{name} est un bot : la personne qui s’en occupe choisit ses salons, dans « Intégrations ».",
    "not-for-bots": "Les bots ne peuvent pas faire cela. La personne qui s’en occupe le peut.",
    "bot-scope": "Ce jeton ne suffit pas : il lui faut « {scope} ».",
    "too-many-bots": "Il y a déjà {count} bots. Retirez-en un d’abord.",
    "unknown-hook":
      "Cette adresse ne mène à aucun webhook. La personne qui s’en occupe peut en créer une nouvelle.",
    "payload-empty":
      "Il n’y a rien à afficher : un message contient « text », « blocks », « attachments », « content » ou « embeds ».",
    "payload-json": "Ce JSON s’interrompt, ou contient une erreur.",
    "hook-url": "Indiquez une adresse qui commence par https://, sans mot de passe.",
    "unknown-delivery": "Cet envoi n’est plus dans la liste.",
    "unknown-command": "Il n’y a pas de commande {name} ici.",
    "command-name":
      "Le nom d’une commande compte au plus 32 lettres de a à z, chiffres, traits d’union ou tirets bas.",
    "command-taken": "La commande {name} existe déjà.",
    "command-failed": "{name} n’a pas répondu[ ({status})]. Réessayez plus tard.",
    "too-many-commands": "Il y a déjà {limit} commandes. Retirez-en d’abord une.",
    "setup-invalid":
      "Ce lien n’est pas valable, ou a déjà servi. Le serveur en affiche un nouveau quand il démarre sans administration.",
    "password-link-over": "Ce lien n’est plus valable. Demandez-en un nouveau à l’administration.",
    "passkey-unknown":
      "Cette clé d’accès n’appartient à aucun compte ici. Connectez-vous avec votre mot de passe, puis ajoutez-la dans les réglages.",
    "passkey-failed": "La clé d’accès n’a pas été acceptée. Réessayez.",
    "passkey-name": "Donnez à la clé d’accès un nom de 1 à {limit} caractères.",
    "passkeys-full": "Vous avez déjà {limit} clés d’accès. Supprimez-en une d’abord.",
    "second-factor-needed":
      "Ce compte utilise la double authentification : saisissez le code dans un navigateur. Un programme utilise un jeton à la place du mot de passe (Réglages, Compte, Double authentification).",
    "second-factor-required":
      "Ici, l’administration exige la double authentification : elle ne peut pas être désactivée. Vous pouvez la passer sur une autre application.",
    "second-factor-first":
      "Activez d’abord la double authentification pour votre compte, dans Réglages, Compte.",
    "code-wrong": "Ce code n’est pas le bon, ou a déjà servi. Attendez le suivant et saisissez-le.",
    "sign-in-over": "Cela a pris trop de temps. Recommencez.",
    "unknown-provider": "Ce mode de connexion n’existe pas ici.",
    "provider-unreachable":
      "{provider} ne répond pas. Réessayez dans un instant, ou connectez-vous autrement.",
    "provider-failed": "La connexion avec {provider} n’a pas abouti. Recommencez.",
    "provider-refused":
      "{provider} vous connaît, mais seule une partie de ses membres peut entrer ici. Adressez-vous à l’administration.",
    "provider-closed":
      "Cette communauté ne crée pas de nouveaux comptes pour le moment. Si vous en avez un, connectez-vous et associez {provider} dans Réglages, Compte.",
    "provider-known": "Ce compte {provider} appartient ici à quelqu’un d’autre.",
    "provider-claims": "Écrivez un attribut exigé par ligne : groups = members.",
    "provider-id":
      "Le nom court compte au plus 32 caractères : minuscules de a à z, chiffres et traits d’union.",
    "provider-issuer":
      "Indiquez l’adresse d’émetteur du fournisseur : elle commence par https://, sans paramètres. Un fournisseur de votre propre réseau doit être autorisé par la personne qui gère ce serveur.",
    "provider-taken": "Il y a déjà un fournisseur avec ce nom court.",
    "provider-twice": "{provider} utilise déjà ce client chez ce fournisseur.",
    "provider-too-long": "L’ensemble est trop long[ : {limit} caractères au plus].",
    "provider-fixed":
      "Ce fournisseur est défini dans la configuration du serveur : c’est là que la personne qui le gère peut le modifier.",
    "provider-needed":
      "Des personnes n’ont pas d’autre moyen de se connecter[ : {count}]. Confirmez que vous leur fermez l’accès.",
    "too-many-providers": "Il y a déjà {limit} fournisseurs. Retirez-en un d’abord.",
    "provider-last":
      "C’est votre seule façon de vous connecter. Choisissez d’abord un mot de passe ou ajoutez une clé d’accès.",
    "passkey-last":
      "C’est votre seule façon de vous connecter. Choisissez d’abord un mot de passe ou associez un compte.",
    "prove-again":
      "Vous n’avez pas de mot de passe ici, et votre connexion date un peu. Déconnectez-vous, reconnectez-vous et recommencez dans les dix minutes.",
    "block-self": "Vous ne pouvez pas vous bloquer vous-même.",
    "too-many-blocked": "Vous avez déjà bloqué {limit} personnes : débloquez-en une d’abord.",
    "pairing-unknown":
      "Ce code n’est pas valable, ou ne l’est plus. Vérifiez-le, ou demandez-en un nouveau sur l’appareil.",
    "pairing-denied": "La connexion a été refusée dans le navigateur.",
    "pairing-over": "Ce code n’est plus valable. Recommencez pour en avoir un nouveau.",
    "read-only": "Ce salon est en lecture seule.",
    "conversation-closed": "Cette conversation est fermée.",
    "nobody-reads":
      "Plus personne ne lit cette conversation : l’autre personne est partie. Votre message n’a pas été envoyé.",
    "raid-closed":
      "Les nouvelles arrivées sont bloquées pour le moment[, jusqu’au {until}][, jusqu’à {today}][, encore {left}] : trop de gens sont venus perturber le chat. Réessayez ensuite.",
    "raid-read-only":
      "Sans compte, vous pouvez seulement lire pour le moment[, jusqu’au {until}][, jusqu’à {today}][, encore {left}].",
    "rules-first": "Acceptez d’abord les règles de la communauté, sur {path}.",
    "rules-changed": "Les règles ont changé entre-temps : merci de les relire.",
    "appeal-none": "Il n’y a rien à contester : aucune mesure ne vous vise.",
    "appealed": "Vous avez déjà contesté cette mesure. La modération répondra.",
    "unknown-appeal": "Cette contestation a déjà reçu une réponse.",
    "outdated-appeal":
      "Cette mesure est levée, ou une autre l’a remplacée : il n’y a rien à lever.",
    "slow-mode": "Ce salon est en mode lent[ : vous pourrez écrire à nouveau dans {seconds}].",
    "held-for-review":
      "Votre message attend la modération. Les autres le verront dès qu’il sera accepté.",
    "held-refused": "La modération n’a pas accepté ce message.[ Motif : {reason}]",
    "held-not-here":
      "Ce texte devrait être soumis à la modération, ce qui n’est pas possible ici. Écrivez-le dans un nouveau message d’un salon public, ou retirez-le.",
    "words-not-here":
      "Ce texte contient des mots soumis à la modération, ce qui n’est pas possible ici. Dites-le autrement.",
    "held-full":
      "{limit} de vos messages attendent déjà la modération, ou ont été traités récemment. Attendez que ce soit fait.",
    "held-words":
      "Indiquez au plus {count} mots ou expressions de {least} à {most} lettres chacun.",
    "unknown-held": "Ce n’est plus en attente : la décision est prise.",
    "held-cannot":
      "{name} ne peut pas écrire là pour le moment. Refusez le message, ou laissez-le attendre.",
    "newcomer-slow":
      "Vous venez d’arriver : vous pourrez écrire le message suivant dans {seconds}.",
    "newcomer-links":
      "Vous venez d’arriver : vous pourrez publier des liens dans {seconds}[, ou après votre message n° {messages}]. La modération peut vous le permettre plus tôt.",
    "newcomer-files":
      "Vous venez d’arriver : vous pourrez envoyer des images et des fichiers dans {seconds}[, ou après votre message n° {messages}]. La modération peut vous le permettre plus tôt.",
    "too-many-connections":
      "Vous avez trop de fenêtres ouvertes ici. Fermez-en une, puis réessayez.",
    "too-fast": "Trop de demandes à la fois[ : réessayez dans {seconds}].",
    "proof-needed":
      "Votre navigateur fait un petit calcul avant de vous laisser entrer : activez JavaScript.[ Ou réessayez dans {seconds} : beaucoup de monde vient d’arriver depuis votre réseau.]",
    "duration-form": "Écrivez une durée comme 10s, 5m, 1h ou 2j.",
    "time-past": "Cette heure est passée. Choisissez-en une autre.",
    "time-far": "C’est dans plus d’un an. Choisissez une date plus proche.",
    "later-full":
      "Vous avez déjà {limit} messages et rappels en attente. Envoyez ou supprimez-en un d’abord.",
    "unknown-later": "Ce n’est plus en attente : le message est parti, ou a été annulé.",
    "already-sent": "L’envoi est déjà en cours.",
    unavailable:
      "Le serveur n’accède pas à ses données en ce moment. Rien n’est perdu : réessayez.",
    internal: "Un problème est survenu sur le serveur. Réessayez.",
  },
  goodbyes: {
    restart: "Le serveur redémarre et revient dans un instant.",
    shutdown: "Le serveur s’arrête. La reconnexion sera automatique à son retour.",
    "session-ended": "Votre session est terminée. Connectez-vous de nouveau.",
    banned: "Votre accès est bloqué.",
    kicked: "On vous a fait sortir.",
    "slow-consumer": "Votre connexion était trop lente pour suivre. Reconnexion.",
    flooding: "Trop de demandes sont venues d’ici. Attendez un peu.",
    "protocol-error": "Cette page et le serveur ne se comprennent plus. Rechargez la page.",
    overloaded: "Le serveur est très occupé. Reconnexion dans un instant.",
  },
  notices: {
    shutdown: "Le serveur va s’arrêter. La reconnexion sera automatique à son retour.",
    restart: "Le serveur va redémarrer. La reconnexion sera automatique.",
    raid:
      "Mode raid : aucune nouvelle arrivée, et lecture seule sans compte. Il s’arrête tout seul ; vous pouvez y mettre fin plus tôt dans l’administration.",
    "shutdown-cancelled": "Finalement, le serveur reste en marche.",
  },
};
