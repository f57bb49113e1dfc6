import type { ServerWords } from "../server_words.ts";

export const fr: ServerWords = {
  refusals: {
    "invalid-frame": "Le serveur n’a pas pu lire cette demande.",
    "invalid-field": "Une partie de cette demande ne convient pas[ : {field}].",
    "unknown-type": "Ce serveur ne connaît pas ce genre de demande[ : {type}].",
    "unknown-user": "Personne ici ne s’appelle « {name} ».",
    "unknown-conversation": "Cette conversation n’existe pas, ou vous n’en faites pas partie.",
    "unknown-room": "Il n’y a pas de salon appelé « {name} ».",
    "unknown-message": "Ce message n’est plus là.",
    "unknown-report": "Ce signalement n’existe pas.",
    "empty-text": "Écrivez d’abord quelque chose.",
    "text-too-long": "C’est trop long pour être envoyé[ : {limit} caractères au plus].",
    "topic-too-long": "Ce sujet est trop long[ : {limit} caractères au plus].",
    "status-too-long": "Ce statut est trop long[ : {limit} caractères au plus].",
    "name-empty": "Choisissez un nom.",
    "name-too-long": "Ce nom est trop long[ : {limit} caractères au plus].",
    "name-characters": "Un nom ne peut pas contenir @ # / : ni de caractères invisibles.",
    "name-reserved": "« {name} » est réservé. Choisissez un autre nom.",
    "name-taken": "« {name} » appartient à quelqu’un. Choisissez un autre nom ou connectez-vous.",
    "name-confusable":
      "« {name} » ressemble trop à un nom qui appartient à quelqu’un. Choisissez un autre nom.",
    "room-name":
      "Le nom d’un salon compte de 1 à 64 caractères : minuscules, chiffres et traits d’union, comme « recolte-2026 ».",
    "room-taken": "Il y a déjà un salon appelé « {name} ».",
    "password-short": "Ce mot de passe est trop court[ : {limit} caractères au moins].",
    "password-long": "Ce mot de passe est trop long[ : {limit} caractères au plus].",
    "password-common":
      "Ce mot de passe est parmi les premiers que l’on essaie. Choisissez-en un plus rare.",
    "password-is-name": "Le mot de passe ne doit pas être votre nom.",
    "wrong-credentials": "Ce nom et ce mot de passe ne vont pas ensemble.",
    "not-signed-in": "Votre session est terminée. Entrez de nouveau.",
    "not-member": "Rejoignez d’abord ce salon.",
    "not-allowed": "Vous ne pouvez pas faire cela ici.",
    "cannot-leave-general": "Tout le monde reste dans « general » : on ne peut pas le quitter.",
    "members-only":
      "C’est réservé aux membres. Inscrivez-vous pour le devenir ; vous gardez votre nom.",
    "foreign-origin": "Cette demande venait d’un autre site : elle n’a pas été exécutée.",
    "guests-closed":
      "Cette communauté n’accueille pas d’invités. Connectez-vous ou inscrivez-vous.",
    "registration-closed":
      "On s’inscrit à cette communauté sur invitation. Demandez un lien à quelqu’un.",
    "registration-off": "Cette communauté n’accueille pas de nouveaux membres pour le moment.",
    "invite-invalid": "Cette invitation n’est plus valable. Demandez-en une nouvelle.",
    banned: "Vous avez été banni[ jusqu’au {until}].[ Motif : {reason}]",
    kicked: "Vous avez été mis dehors[ jusqu’au {until}].[ Motif : {reason}]",
    muted: "Vous ne pouvez pas écrire pour le moment[, jusqu’au {until}].[ Motif : {reason}]",
    outranked:
      "Vous ne pouvez pas faire cela à quelqu’un dont le rôle est égal ou supérieur au vôtre.",
    "last-administrator": "C’est le dernier administrateur. Nommez-en d’abord un autre.",
    "guest-role": "On ne peut pas donner de rôle à un invité. Il doit d’abord s’inscrire.",
    "setup-invalid":
      "Ce lien d’installation n’est pas valable, ou a déjà servi. Le serveur en affiche un nouveau quand il démarre sans administrateur.",
    "read-only": "Ce salon est en lecture seule.",
    "conversation-closed": "Cette conversation est fermée.",
    "too-many-connections":
      "Vous êtes ici dans trop de fenêtres. Fermez-en une, puis essayez de nouveau.",
    "too-fast": "C’était trop rapide[ : réessayez dans {seconds} s].",
    "duration-form": "Écrivez une durée comme 10s, 5m, 1h ou 2d.",
    unavailable:
      "Le serveur n’atteint pas son stockage en ce moment. Rien n’est perdu : essayez de nouveau.",
    internal: "Quelque chose s’est mal passé sur le serveur. Essayez de nouveau.",
  },
  goodbyes: {
    restart: "Le serveur redémarre et revient dans un instant.",
    shutdown: "Le serveur s’arrête. Vous reviendrez quand il sera de retour.",
    "session-ended": "Votre session est terminée. Entrez de nouveau.",
    banned: "Vous avez été banni.",
    kicked: "Vous avez été mis dehors.",
    "slow-consumer": "Votre connexion était trop lente pour suivre. Elle repart à neuf.",
    flooding: "Trop de demandes sont venues d’ici. Attendez un peu.",
    "protocol-error": "Cette page et le serveur ne se comprennent plus. Rechargez la page.",
    overloaded: "Le serveur est très occupé. Il vous reprend dans un instant.",
  },
  notices: {
    shutdown: "Le serveur va s’arrêter. Vous reviendrez de vous-même quand il sera de retour.",
    restart: "Le serveur va redémarrer. Vous reviendrez de vous-même dans un instant.",
    "shutdown-cancelled": "Le serveur continue : l’arrêt est annulé.",
  },
};
