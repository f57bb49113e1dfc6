import type { IrcWords } from "./words.ts";

export const fr: IrcWords = {
  welcome: "Bienvenue sur {community}, {nick}.",
  guestToken:
    "Vous êtes ici en invité. Pour être reconnu à votre retour, donnez ceci comme mot de passe du serveur, et à personne d’autre : {token}",
  replyTo: "(à {name} : « {text} ») ",
  replyToGone: "(à un message qui n’est plus là) ",
  inThread: "(dans un fil) ",
  edited: "(modifié) ",
  deleted: "{name} a supprimé un message.",
  moved: "{name} a déplacé un message vers un autre salon.",
  reacted: "a réagi par {emoji} à « {text} »",
  reactedThen: "a réagi par {emoji} à un message",
  unreacted: "a retiré {emoji} d’un message",
  pinned: "{name} a épinglé « {text} ».",
  pinnedThen: "{name} a épinglé un message.",
  forwarded: "(transféré) ",
  file: "[fichier] {name}, {size}",
  poll: "[sondage] {text}",
  pollVote: "  (pour voter : /quote VOTE {target} {seq} et le numéro)",
  pollNumbers: "Les réponses portent les numéros 1 à {count} ; 0 retire votre vote.",
  pollClosed: "Un sondage est terminé.",
  vanishing: "Ce qui est dit à partir de maintenant disparaît après {time}.",
  staying: "Ce qui est dit à partir de maintenant reste.",
  renamed: "Cette conversation s’appelle maintenant « {title} ».",
  noticeUntil: "{text} (dans {time})",
  request: "{name} souhaite vous écrire. Son message s’affiche dès que vous lui écrivez.",
  rules: "Pour accepter les règles de cette communauté, ouvrez {address} dans un navigateur.",
  unmuted: "Vous pouvez de nouveau écrire.",
  closing: {
    flood:
      "Vous avez envoyé plus à la fois que ce serveur n’accepte. Attendez un instant et reconnectez-vous.",
    timeout: "Plus rien n’est venu de vous.",
    registration: "Vous n’avez pas dit à temps qui vous êtes : envoyez NICK et USER.",
    crowded:
      "Trop de connexions de votre réseau ne sont pas encore identifiées. Réessayez dans un instant.",
    full: "Ce serveur n’accepte personne pour le moment. Réessayez dans un instant.",
    quit: "Au revoir.",
    lost: "La connexion à la discussion est perdue. Reconnectez-vous.",
  },
  motd: [
    "Ceci est une communauté Palabre. Les salons sont des canaux, les conversations à deux des messages privés.",
    "Ce que vous dites reste ; CHATHISTORY remonte le temps. Quitter un salon, c’est le quitter partout.",
  ],
  joinToMake: "Il n’y a pas de salon {channel}. Pour le créer, rejoignez-le encore une fois.",
  noRoom: "Il n’y a pas de salon {channel}.",
  kickNeedsTime: "Dites pour combien de temps : KICK #salon nom :10m raison",
  muteNeedsTime: "Dites pour combien de temps : MODE #salon +b ~q:10m:nom",
  saslNeeded:
    "Identifiez-vous par SASL PLAIN, ou donnez nom:motdepasse comme mot de passe du serveur.",
};
