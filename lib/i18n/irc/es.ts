import type { IrcWords } from "./words.ts";

export const es: IrcWords = {
  welcome: "Te damos la bienvenida a {community}, {nick}.",
  guestToken:
    "Estás aquí como invitado. Para que te reconozcan cuando vuelvas, da esto como contraseña del servidor, y a nadie más: {token}",
  replyTo: "(a {name}: «{text}») ",
  replyToGone: "(a un mensaje que ya no está) ",
  inThread: "(en un hilo) ",
  edited: "(editado) ",
  deleted: "{name} eliminó un mensaje.",
  moved: "{name} movió un mensaje a otra sala.",
  reacted: "reaccionó con {emoji} a «{text}»",
  reactedThen: "reaccionó con {emoji} a un mensaje",
  unreacted: "quitó {emoji} de un mensaje",
  pinned: "{name} fijó «{text}».",
  pinnedThen: "{name} fijó un mensaje.",
  forwarded: "(reenviado) ",
  file: "[archivo] {name}, {size}",
  poll: "[encuesta] {text}",
  pollVote: "  (para votar: /quote VOTE {target} {seq} y el número)",
  pollNumbers: "Las respuestas tienen los números del 1 al {count}; 0 retira tu voto.",
  pollClosed: "Una encuesta ha terminado.",
  vanishing: "Lo que se diga a partir de ahora desaparece después de {time}.",
  staying: "Lo que se diga a partir de ahora se queda.",
  renamed: "Esta conversación se llama ahora «{title}».",
  noticeUntil: "{text} (dentro de {time})",
  unmuted: "Ya puedes escribir de nuevo.",
  closing: {
    flood:
      "Enviaste más a la vez de lo que acepta este servidor. Espera un momento y vuelve a conectarte.",
    timeout: "No se supo nada más de ti.",
    registration: "No dijiste a tiempo quién eres: envía NICK y USER.",
    crowded:
      "Demasiadas conexiones de tu red aún no se han identificado. Inténtalo de nuevo en un momento.",
    full: "Este servidor no acepta a nadie ahora. Inténtalo de nuevo en un momento.",
    quit: "Adiós.",
    lost: "Se perdió la conexión con el chat. Vuelve a conectarte.",
  },
  motd: [
    "Esta es una comunidad Palabre. Las salas son canales; las conversaciones de dos, mensajes privados.",
    "Lo que dices se queda; CHATHISTORY va hacia atrás. Salir de una sala es salir de ella en todas partes.",
  ],
  joinToMake: "No hay ninguna sala {channel}. Para crearla, entra en ella otra vez.",
  noRoom: "No hay ninguna sala {channel}.",
  kickNeedsTime: "Di por cuánto tiempo: KICK #sala nombre :10m motivo",
  muteNeedsTime: "Di por cuánto tiempo: MODE #sala +b ~q:10m:nombre",
  saslNeeded: "Identifícate con SASL PLAIN, o da nombre:contraseña como contraseña del servidor.",
};
