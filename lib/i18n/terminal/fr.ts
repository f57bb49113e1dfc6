import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const fr: CatalogOf<typeof en> = {
  "help.usage": `Usage : palabre [commande] [serveur] [options]

  palabre [serveur]             le chat, en plein écran
  palabre --plain [serveur]     le chat, ligne par ligne
  palabre send --to '#salon' 'texte'   un message ; le texte peut venir de l’entrée standard
  palabre tail '#salon'         ce qui s’y dit, au fur et à mesure
  palabre history '#salon'      les derniers messages
  palabre rooms|people [début d’un nom]
  palabre search mots           recherche dans les messages
  palabre sign-in [serveur]     connecte par votre navigateur et garde la session
  palabre sign-out              met fin à la session gardée pour le serveur

  --server ADRESSE   ou --host HÔTE --port PORT
  --name NOM         qui vous êtes ; avec --password-stdin, la première ligne de l’entrée standard
                     est le mot de passe
  --pair             se connecter par votre navigateur : un code et un lien sont affichés
  --room SALON, --to NOM        où commencer, ou à qui va le message
  --locale en|fr|es  --bell (sonne quand un message est pour vous)  --no-pictures (les nomme seulement)
  --bidi own|terminal
  send : --file CHEMIN (plusieurs fois), --id TEXTE (envoyé une seule fois), --timeout 30s
  tail : --since 10m, --after SEQ, --no-follow ; history : --limit 20, --before SEQ
  --json             un objet par ligne

Codes de sortie : 0 succès, 2 usage, 3 aucun serveur, 4 mauvaise adresse, 5 certificat, 6 entrée
refusée, 7 sortie par la modération, 8 accès bloqué, 9 session terminée, 10 refus, 11 pas de réponse
à temps, 1 tout le reste.`,
  "usage.unknown-option": "L’option {what} n’existe pas. palabre --help donne la liste.",
  "usage.missing": "Il manque {what}. palabre --help dit comment l’écrire.",
  "usage.locale": "Il n’y a pas de langue « {what} » : en, fr ou es.",
  "usage.bidi": "« {what} » n’existe pas : --bidi own ou --bidi terminal.",
  "usage.duration": "« {what} » n’est pas une durée. Écrivez 30s, 10m, 2h ou 7j.",
  "usage.number": "« {what} » n’est pas un nombre.",
  "usage.no-name":
    "Qui êtes-vous ? Dites-le avec --name, ou connectez-vous par votre navigateur avec --pair.",
  "usage.no-text": "Il n’y a rien à envoyer.",

  "failure.unreachable": "Il n’y a pas de serveur à {server} : {why}.",
  "failure.why-refused": "rien n’y écoute",
  "failure.why-timeout": "pas de réponse en {count} s",
  "failure.wrong-host": "Aucune machine ne s’appelle « {host} ». L’adresse est-elle juste ?",
  "failure.wrong-address": "Ce qui répond à {server} n’est pas Palabre. L’adresse est-elle juste ?",
  "failure.address": "« {server} » n’est pas une adresse.",
  "failure.certificate":
    "Le certificat de {server} n’est pas reconnu ({why}). S’il est à vous, indiquez son autorité dans DENO_CERT.",
  "failure.name-taken": "{detail} Si ce nom est le vôtre, ajoutez --password-stdin.",
  "failure.second-factor":
    "Ce compte utilise la double authentification, et personne ne peut saisir le code ici. Connectez-vous avec --pair, ou par le navigateur : palabre sign-in.",
  "failure.proof": "Le serveur demande un calcul que cet ordinateur n’a pas fini à temps.",
  "failure.signed-out": "Votre session a pris fin. Relancez pour revenir.",
  "failure.connection": "La connexion a été perdue.",
  "failure.file": "Le fichier {path} est illisible : {why}",
  "failure.not-durable":
    "Pas de réponse en {span}. Le message {id} est peut-être arrivé : renvoyez-le avec le même --id.",
  "failure.unknown-person": "Personne ici ne s’appelle « {name} ». Rien n’a été envoyé.",
  "failure.unknown-room": "Il n’y a pas de salon « {room} » que vous puissiez lire.",
  "failure.no-message":
    "Il n’y a pas ici de message « {ref} ». On nomme un message par son heure, comme 10:38, ou « last » pour le dernier.",
  "failure.no-poll": "Ce message n’est pas un sondage.",
  "failure.no-session": "Aucune session n’est gardée pour ce serveur.",

  "failure.pairing-over":
    "Personne n’a confirmé le code à temps. Recommencez pour en avoir un nouveau.",
  "failure.not-kept":
    "La session ne peut pas être enregistrée ici. Ajoutez --allow-read et --allow-write, ou utilisez --pair avec une autre commande.",
  "pair.shown":
    "Pour vous connecter, ouvrez ce lien dans un navigateur déjà connecté :\n\n  {link}\n\nou ouvrez {page} et saisissez-y le code :\n\n  {code}\n\nLe navigateur affiche le même code. Il est valable jusqu’à {time} ; Ctrl C arrête.",
  "pair.done": "Connexion à {server} réussie, en tant que {name}. La session est enregistrée.",
  "ask.name": "Votre nom, ou Entrée pour vous connecter par votre navigateur : ",
  "ask.password": "Mot de passe de {name} : ",
  "ask.code": "Code de votre application d’authentification, ou code de secours : ",

  "hello":
    "Palabre : connexion à {community} en tant que {name}. Écrivez /help pour voir ce qu’on peut faire, Ctrl D pour partir.",
  "place.room": "# {room} : {topic}. {members}.",
  "place.room-plain": "# {room}. {members}.",
  "place.direct": "Avec {people}.",
  "line.you": "Vous",
  "line.said": "{time} {name} : {text}",
  "line.to": "{time} {name}, à {other} : {text}",
  "line.direct": "{time} {name}, à vous : {text}",
  "line.direct-own": "{time} Vous, à {name} : {text}",
  "line.group": "{time} {name} dans {place} : {text}",
  "line.mentions": "{time} {name} vous mentionne : {text}",
  "line.edited": "{time} {name}, modifié : {text}",
  "line.blocked": "{time} : message d’une personne que vous avez bloquée",
  "line.deleted": "{time} {name} : (supprimé)",
  "line.action": "{time} * {name} {text}",
  "line.thread": {
    one: "(fil : {count} réponse, /thread {time})",
    other: "(fil : {count} réponses, /thread {time})",
  },
  "line.reactions": "réactions : {reactions}",
  "line.reaction": "{emoji} {count}",
  "line.reaction-own": "{emoji} {count} (vous aussi)",
  "line.files": "fichier : {name} ({size}) {address}",
  "line.forwarded": "transféré",
  "line.pinned": "épinglé",
  "line.votes": "votes : {votes}",
  "line.poll": {
    one: "sondage, {count} vote : /vote {time} numéro",
    other: "sondage, {count} votes : /vote {time} numéro",
  },
  "line.poll-closed": {
    one: "sondage clos, {count} vote",
    other: "sondage clos, {count} votes",
  },
  "line.poll-option": {
    one: "{number}. {text} : {count} vote",
    other: "{number}. {text} : {count} votes",
  },
  "line.poll-chosen": {
    one: "{number}. {text} : {count} vote, le vôtre",
    other: "{number}. {text} : {count} votes, dont le vôtre",
  },
  "line.new": { one: "{count} nouveau message", other: "{count} nouveaux messages" },
  "line.not-sent": "* Non envoyé : « {text} ». {why}",
  "line.held": "* Gardé pendant votre absence : « {text} ». /retry l’envoie.",
  "line.mentioned-elsewhere": "* Un message pour vous dans {place}. /join {room} y mène.",
  "line.request": "* {name} souhaite vous écrire. /msg {name} ouvre ce qui attend.",
  "line.invited": "* {name} vous invite dans #{room}. /join {room} accepte.",
  "line.notice": "* Annonce : {text}",
  "line.muted": "* {text}",
  "line.lost": {
    one: "* Connexion perdue. Nouvel essai dans {count} s. Ce que vous écrivez est gardé.",
    other: "* Connexion perdue. Nouvel essai dans {count} s. Ce que vous écrivez est gardé.",
  },
  "line.back": "* Connexion rétablie. Vous n’avez rien manqué.",
  "line.unsent": {
    one: "* {count} message n’a pas été envoyé :",
    other: "* {count} messages n’ont pas été envoyés :",
  },
  "line.unkept": "* Saisi et non envoyé :",
  "line.here": "Vous êtes maintenant dans {place}.",
  "line.person": "{name} : {state}",
  "line.person-status": "{name} : {state}, {status}",
  "line.none": "Aucun résultat.",
  "line.beginning": "C’est ici que tout commence.",
  "line.hidden": "/show {time} affiche le texte masqué",
  "line.asked": "{name} a reçu l’invitation à #{room} et peut l’accepter ou non.",

  "command.to": "Écrire à quelqu’un",
  "command.reply": "Répondre à un message",
  "command.thread": "Ouvrir le fil d’un message, ou y répondre ; sans heure, revenir au salon",
  "command.react": "Réagir à un message, ou retirer sa réaction",
  "command.vote": "Voter dans un sondage, par les numéros des réponses",
  "command.edit": "Modifier un de vos messages",
  "command.delete": "Supprimer un message",
  "command.show": "Afficher un message tel qu’il a été écrit",
  "command.older": "Afficher les messages précédents",
  "command.rooms": "Lister les salons",
  "command.people": "Lister les personnes ici",
  "command.search": "Rechercher dans les messages",
  "command.inbox": "Afficher les derniers messages pour vous",
  "command.invite": "Inviter quelqu’un dans le salon",
  "command.leave": "Quitter le salon",
  "command.retry": "Renvoyer ce qui n’est pas parti",
  "usage.to": "/to nom texte, ou nom: texte",
  "usage.reply": "/reply 10:38 texte",
  "usage.thread": "/thread 10:38 texte",
  "usage.react": "/react 10:38 👍",
  "usage.vote": "/vote 10:38 2",
  "usage.edit": "/edit 10:38 texte",
  "usage.delete": "/delete 10:38",
  "usage.show": "/show 10:38",
  "usage.older": "/older",
  "usage.rooms": "/rooms début d’un nom",
  "usage.people": "/people",
  "usage.search": "/search mots",
  "usage.inbox": "/inbox",
  "usage.invite": "/invite nom",
  "usage.leave": "/leave",
  "usage.retry": "/retry",
  "help.line": "{usage} : {does}",
  "help.plain":
    "On nomme un message par son heure, ou « last » pour le dernier. Une ligne qui commence par une espace est envoyée telle quelle.",
  "screen.draft": "brouillon",
  "screen.muted": "silence",
  "screen.here": "Ici en ce moment : {people}",
  "screen.blocked": "(message d’une personne que vous avez bloquée)",
  "screen.deleted": "(supprimé)",
  "screen.edited": "(modifié)",
  "screen.sending": "(envoi en cours)",
  "screen.not-sent": "(non envoyé : {why})",
  "screen.replies": {
    one: "└ {count} réponse, {time} · t ouvre le fil",
    other: "└ {count} réponses, la dernière à {time} · t ouvre le fil",
  },
  "screen.thread": "Fil",
  "screen.poll": { one: "{count} vote · v pour voter", other: "{count} votes · v pour voter" },
  "screen.poll-closed": { one: "{count} vote · clos", other: "{count} votes · clos" },
  "screen.state.online": "en ligne",
  "screen.state.connecting": "connexion…",
  "screen.state.waiting": {
    one: "hors ligne, nouvel essai dans {count} s",
    other: "hors ligne, nouvel essai dans {count} s",
  },
  "screen.hints": "F1 touches · Ctrl K aller à · Tab compléter · Échap messages",
  "screen.hints-timeline":
    "r répondre · t fil · + réagir · e modifier · d supprimer · v voter · Échap écrire",
  "screen.hints-thread": "Échap messages · Ctrl T revenir au salon",
  "screen.replying": "Réponse à {name} : {text}",
  "screen.editing": "Modification de votre message de {time}",
  "screen.calls": {
    one: "{count} message pour vous",
    other: "{count} messages pour vous",
  },
  "screen.newer": "↓ la suite plus bas",
  "screen.small": "La fenêtre est trop petite.",
  "screen.jump": "Aller à : ",
  "screen.react": "Réagir avec : ",
  "screen.vote": "Voter pour (numéros) : ",
  "screen.delete": "Supprimer ce message ? y le supprime ",
  "screen.leaving": {
    one: "Envoi de {count} message avant de partir… Ctrl C part sans l’envoyer.",
    other: "Envoi de {count} messages avant de partir… Ctrl C part sans les envoyer.",
  },
  "screen.quit": "Encore Ctrl C pour partir",
  "screen.keys": "Touches",
  "keys.enter": "Envoyer",
  "keys.alt-enter": "Nouvelle ligne",
  "keys.tab": "Compléter @nom, #salon, /commande, :emoji",
  "keys.up-down": "Ce que vous avez écrit avant, dans un champ vide",
  "keys.page": "Faire défiler",
  "keys.alt-up-down": "Conversation précédente ou suivante",
  "keys.ctrl-k": "Aller à une conversation ou à une personne",
  "keys.ctrl-n": "Conversation non lue suivante",
  "keys.esc": "Vers les messages, et retour",
  "keys.timeline": "Sur un message : répondre, fil, réagir, modifier, supprimer, voter",
  "keys.ctrl-t": "Fermer le fil",
  "keys.ctrl-l": "Redessiner",
  "keys.ctrl-c": "Partir",
};
