import type { CatalogOf } from "../catalog.ts";
import type { leaving as en } from "./en.ts";

export const leaving: CatalogOf<typeof en> = {
  "quit.title": "¿Salir del chat?",
  "quit.text.guest": "Tu nombre sigue siendo tuyo al menos 15 minutos en este navegador.",
  "quit.text.member":
    "Se cerrará tu sesión en este dispositivo y se borrará de él lo que aún no se haya enviado. Tus conversaciones se quedan.",
  "quit.stay": "Quedarme",
  "quit.leave": "Salir",
  "quit.say": "Enviar «{text}» como mensaje",
  "quit.shared": "Este no es mi ordenador",
  "quit.shared.hint": "Nadie volverá a entrar aquí con tu nombre, tampoco tú.",
};
