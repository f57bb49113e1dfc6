import type { CatalogOf } from "../catalog.ts";
import type { leaving as en } from "./en.ts";

export const leaving: CatalogOf<typeof en> = {
  "quit.title": "Quitter le chat ?",
  "quit.text.guest": "Votre nom vous est réservé au moins 15 minutes, dans ce navigateur.",
  "quit.text.member":
    "Votre session se ferme sur cet appareil, et ce qui n’est pas encore envoyé en est effacé. Vos conversations restent.",
  "quit.stay": "Rester",
  "quit.leave": "Quitter",
  "quit.say": "Envoyer « {text} » comme message",
  "quit.shared": "Ce n’est pas mon ordinateur",
  "quit.shared.hint": "Personne ne reviendra ici sous votre nom, même pas vous.",
};
