/** The door: the ways in, in French: part of the catalog of that language. */
export const door = {
  "door.here": {
    one: "{count} personne est là en ce moment. Entrez !",
    other: "{count} personnes sont là en ce moment. Entrez !",
  },
  "door.nobody": "Il n’y a encore personne. Entrez et dites bonjour.",
  "door.deleted": "Votre compte est supprimé.",
  "door.left": "C’est fait : ce qui était conservé de vous ici est supprimé.",
  "door.ways": "Façons d’entrer",
  "door.guest": "Juste un nom",
  "door.sign-in": "Se connecter",
  "door.register": "S’inscrire",
  "door.with": "Continuer avec {provider}",
  "door.or-password": "ou avec un mot de passe",
  "door.device": "Se connecter avec un autre appareil",
  "door.forgotten": "Mot de passe oublié ?",
  "door.forgotten-help":
    "Demandez à l’administration un lien pour en choisir un nouveau. Vous pouvez aussi vous connecter avec une clé d’accès ou un appareil encore connecté.",
  "door.passkey": "Se connecter avec une clé d’accès",
  "door.passkey-cancelled":
    "Aucune clé d’accès n’a été utilisée : l’action a été annulée, ou cet appareil n’en a pas pour ce site.",
  "door.sign-in-name": "Identifiant",
  "door.choose-name": "Choisissez un nom",
  "door.password": "Mot de passe",
  "door.new-password": "Choisissez un mot de passe",
  "door.password-hint": "Au moins 8 caractères. Plus il est long, mieux c’est.",
  "door.password-again": "Saisissez à nouveau le mot de passe : il n’a pas été conservé.",
  "door.show-password": "Afficher",
  "door.hide-password": "Masquer",
  "door.invite": "Invitation",
  "door.invite-hint":
    "Il faut une invitation pour s’inscrire ici. Collez son lien, ou le code du lien.",
  "door.rules": {
    one: "En entrant, vous acceptez {count} règle de cette communauté",
    other: "En entrant, vous acceptez les {count} règles de cette communauté",
  },
  "door.terms": "Les conditions de cette communauté",
  "door.join-room": "Rejoindre #{room}",
  "door.enter": "Entrer",
  "door.guest-note":
    "Sans compte, votre nom vous est réservé au moins 15 minutes après votre départ. Inscrivez-vous pour le garder, avec vos messages.",
  "door.working": "Un instant : beaucoup de monde arrive depuis votre réseau.",
  "door.sign-in-note": "Vos conversations vous attendent.",
  "door.register-note": "Gardez votre nom et vos messages, sur tous vos appareils.",
  "door.invited.guest": "Vous avez une invitation. Choisissez un nom pour entrer.",
  "door.invited.register": "Vous avez une invitation. Inscrivez-vous pour entrer.",
  "door.invited.either":
    "Vous avez une invitation. Inscrivez-vous pour garder votre nom, ou entrez avec juste un nom.",
  "door.over":
    "L’invitation de ce lien n’est pas valable : elle est épuisée, révoquée ou expirée, ou le lien est incomplet.",
  "door.over.free": "Il n’en faut pas pour entrer ici.",
  "door.over.guest":
    "Vous pouvez entrer avec juste un nom. Pour vous inscrire, demandez-en une nouvelle.",
  "door.over.none": "Demandez-en une nouvelle.",
  "door.over.closed": "Vous pouvez entrer avec juste un nom.",
  "door.closed": "Cette communauté n’accepte pas de nouveaux membres pour l’instant.",
  "door.account-needed.open": "Il faut un compte pour entrer : connectez-vous ou inscrivez-vous.",
  "door.account-needed.invitation":
    "Il faut un compte pour entrer. Pour vous inscrire, demandez une invitation à un membre.",
  "door.account-needed.closed":
    "Il faut un compte pour entrer. Cette communauté n’accepte pas de nouveaux membres pour l’instant.",
  "door.description": "{community} : un lieu pour se parler. Choisissez un nom et entrez.",
};
