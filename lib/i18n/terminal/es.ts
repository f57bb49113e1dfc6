import type { CatalogOf } from "../catalog.ts";
import type { en } from "./en.ts";

export const es: CatalogOf<typeof en> = {
  "help.usage": `Uso: palabre [comando] [servidor] [opciones]

  palabre [servidor]            el chat, a pantalla completa
  palabre --plain [servidor]    el chat, línea a línea
  palabre send --to '#sala' 'texto'    un mensaje; el texto puede venir por la entrada estándar
  palabre tail '#sala'          lo que se dice allí, según llega
  palabre history '#sala'       los últimos mensajes
  palabre rooms|people [comienzo de un nombre]
  palabre search palabras       busca en los mensajes
  palabre sign-in [servidor]    inicia sesión con el navegador y la guarda
  palabre sign-out              cierra la sesión guardada para el servidor

  --server DIRECCIÓN o --host HOST --port PUERTO
  --name NOMBRE      quién eres; con --password-stdin, la primera línea de la entrada estándar
                     es la contraseña
  --pair             iniciar sesión con el navegador: se muestran un código y un enlace
  --room SALA, --to NOMBRE      dónde empezar, o a quién va el mensaje
  --locale en|fr|es  --bell (suena si hay algo para ti)  --no-pictures (solo las nombra)
  --bidi own|terminal
  send: --file RUTA (varias veces), --id TEXTO (se envía una sola vez), --timeout 30s
  tail: --since 10m, --after SEQ, --no-follow; history: --limit 20, --before SEQ
  --json             un objeto por línea

Códigos de salida: 0 hecho, 2 uso, 3 no hay servidor, 4 dirección equivocada, 5 certificado,
6 entrada denegada, 7 expulsión, 8 veto, 9 sesión terminada, 10 rechazo, 11 sin respuesta a
tiempo, 1 todo lo demás.`,
  "usage.unknown-option": "No hay ninguna opción {what}. palabre --help las enumera.",
  "usage.missing": "Falta {what}. palabre --help dice cómo se escribe.",
  "usage.locale": "No hay ningún idioma «{what}»: en, fr o es.",
  "usage.bidi": "No hay «{what}»: --bidi own o --bidi terminal.",
  "usage.duration": "«{what}» no es una duración. Escribe 30s, 10m, 2h o 7d.",
  "usage.number": "«{what}» no es un número.",
  "usage.no-name": "¿Quién eres? Indícalo con --name, o inicia sesión con el navegador con --pair.",
  "usage.no-text": "No hay nada que enviar.",

  "failure.unreachable": "No hay ningún servidor en {server}: {why}.",
  "failure.why-refused": "nadie escucha allí",
  "failure.why-timeout": "sin respuesta en {count} s",
  "failure.wrong-host": "No se encuentra «{host}». ¿Es correcta la dirección?",
  "failure.wrong-address": "Lo que responde en {server} no es Palabre. ¿Es correcta la dirección?",
  "failure.address": "«{server}» no es una dirección.",
  "failure.certificate":
    "El certificado de {server} no es de confianza ({why}). Si es tuyo, indica su autoridad en DENO_CERT.",
  "failure.name-taken": "{detail} Si el nombre es tuyo, añade --password-stdin.",
  "failure.second-factor":
    "Esta cuenta usa la verificación en dos pasos y aquí nadie puede escribir el código. Inicia sesión con --pair o con el navegador: palabre sign-in.",
  "failure.proof": "El servidor pide un cálculo que este equipo no terminó a tiempo.",
  "failure.signed-out": "Tu sesión ha terminado. Empieza de nuevo para volver a entrar.",
  "failure.connection": "Se perdió la conexión.",
  "failure.file": "No se puede leer el archivo {path}: {why}",
  "failure.not-durable":
    "Sin respuesta en {span}. Puede que el mensaje {id} haya llegado: envíalo otra vez con el mismo --id.",
  "failure.unknown-person": "Aquí nadie se llama «{name}». No se envió nada.",
  "failure.unknown-room": "No hay ninguna sala «{room}» que puedas leer.",
  "failure.no-message":
    "Aquí no hay ningún mensaje «{ref}». Un mensaje se nombra por su hora, como 10:38, o «last» para el último.",
  "failure.no-poll": "Ese mensaje no es una encuesta.",
  "failure.no-session": "No hay ninguna sesión guardada para este servidor.",

  "failure.pairing-over": "Nadie confirmó el código a tiempo. Empieza de nuevo para obtener otro.",
  "failure.not-kept":
    "Aquí no se puede guardar la sesión. Añade --allow-read y --allow-write, o usa --pair con otro comando.",
  "pair.shown":
    "Para iniciar sesión, abre este enlace en un navegador donde ya la hayas iniciado:\n\n  {link}\n\no abre {page} y escribe allí el código:\n\n  {code}\n\nEl navegador muestra el mismo código. Caduca a las {time}; Ctrl C cancela.",
  "pair.done": "Sesión iniciada en {server} como {name}. Queda guardada.",
  "ask.name": "Tu nombre, o Intro para iniciar sesión con el navegador: ",
  "ask.password": "Contraseña de {name}: ",
  "ask.code": "Código de tu aplicación de autenticación, o de recuperación: ",

  "hello":
    "Palabre: estás en {community} como {name}. Escribe /help para ver qué puedes hacer, Ctrl D para salir.",
  "place.room": "# {room}: {topic}. {members}.",
  "place.room-plain": "# {room}. {members}.",
  "place.direct": "Con {people}.",
  "line.you": "Tú",
  "line.said": "{time} {name}: {text}",
  "line.to": "{time} {name}, a {other}: {text}",
  "line.direct": "{time} {name} a ti: {text}",
  "line.direct-own": "{time} Tú a {name}: {text}",
  "line.group": "{time} {name} en {place}: {text}",
  "line.mentions": "{time} {name} te menciona: {text}",
  "line.edited": "{time} {name}, editado: {text}",
  "line.blocked": "{time}: mensaje de alguien a quien bloqueaste",
  "line.deleted": "{time} {name}: (eliminado)",
  "line.action": "{time} * {name} {text}",
  "line.thread": {
    one: "(hilo: {count} respuesta, /thread {time})",
    other: "(hilo: {count} respuestas, /thread {time})",
  },
  "line.reactions": "reacciones: {reactions}",
  "line.reaction": "{emoji} {count}",
  "line.reaction-own": "{emoji} {count} (tú también)",
  "line.files": "archivo: {name} ({size}) {address}",
  "line.forwarded": "reenviado",
  "line.pinned": "fijado",
  "line.votes": "votos: {votes}",
  "line.poll": {
    one: "encuesta, {count} voto: /vote {time} número",
    other: "encuesta, {count} votos: /vote {time} número",
  },
  "line.poll-closed": {
    one: "encuesta cerrada, {count} voto",
    other: "encuesta cerrada, {count} votos",
  },
  "line.poll-option": {
    one: "{number}. {text}: {count} voto",
    other: "{number}. {text}: {count} votos",
  },
  "line.poll-chosen": {
    one: "{number}. {text}: {count} voto, el tuyo",
    other: "{number}. {text}: {count} votos, entre ellos el tuyo",
  },
  "line.new": { one: "{count} mensaje nuevo", other: "{count} mensajes nuevos" },
  "line.not-sent": "* No enviado: «{text}». {why}",
  "line.held": "* Guardado mientras estabas fuera: «{text}». /retry lo envía.",
  "line.mentioned-elsewhere": "* Hay algo para ti en {place}. /join {room} te lleva allí.",
  "line.request": "* {name} quiere escribirte. /msg {name} abre la solicitud.",
  "line.invited": "* {name} te invita a #{room}. /join {room} acepta.",
  "line.notice": "* Aviso: {text}",
  "line.muted": "* {text}",
  "line.lost": {
    one: "* Conexión perdida. Nuevo intento en {count} s. Lo que escribas se guarda.",
    other: "* Conexión perdida. Nuevo intento en {count} s. Lo que escribas se guarda.",
  },
  "line.back": "* Conexión recuperada. No te perdiste nada.",
  "line.unsent": {
    one: "* {count} mensaje no se envió:",
    other: "* {count} mensajes no se enviaron:",
  },
  "line.unkept": "* Escrito y no enviado:",
  "line.here": "Ahora estás en {place}.",
  "line.person": "{name}: {state}",
  "line.person-status": "{name}: {state}, {status}",
  "line.none": "No se encontró nada.",
  "line.beginning": "Este es el comienzo.",
  "line.hidden": "/show {time} muestra lo oculto",
  "line.asked": "{name} ha recibido la invitación a #{room} y puede aceptarla o no.",

  "command.to": "Escribir a alguien",
  "command.reply": "Responder a un mensaje",
  "command.thread": "Abrir el hilo de un mensaje, o responder en él; sin hora, volver a la sala",
  "command.react": "Reaccionar a un mensaje, o quitar la reacción",
  "command.vote": "Votar en una encuesta, por los números de las respuestas",
  "command.edit": "Cambiar uno de tus mensajes",
  "command.delete": "Eliminar un mensaje",
  "command.show": "Mostrar un mensaje tal como se escribió",
  "command.older": "Mostrar mensajes anteriores",
  "command.rooms": "Ver la lista de salas",
  "command.people": "Ver quién está aquí",
  "command.search": "Buscar mensajes",
  "command.inbox": "Ver lo último que había para ti",
  "command.invite": "Invitar a alguien a la sala",
  "command.leave": "Salir de la sala",
  "command.retry": "Enviar otra vez lo que no salió",
  "usage.to": "/to nombre texto, o nombre: texto",
  "usage.reply": "/reply 10:38 texto",
  "usage.thread": "/thread 10:38 texto",
  "usage.react": "/react 10:38 👍",
  "usage.vote": "/vote 10:38 2",
  "usage.edit": "/edit 10:38 texto",
  "usage.delete": "/delete 10:38",
  "usage.show": "/show 10:38",
  "usage.older": "/older",
  "usage.rooms": "/rooms comienzo de un nombre",
  "usage.people": "/people",
  "usage.search": "/search palabras",
  "usage.inbox": "/inbox",
  "usage.invite": "/invite nombre",
  "usage.leave": "/leave",
  "usage.retry": "/retry",
  "help.line": "{usage}: {does}",
  "help.plain":
    "Un mensaje se nombra por su hora, o «last» para el último. Una línea que empieza con un espacio se envía tal cual.",
  "screen.draft": "borrador",
  "screen.muted": "silencio",
  "screen.here": "Aquí ahora: {people}",
  "screen.blocked": "(mensaje de alguien a quien bloqueaste)",
  "screen.deleted": "(eliminado)",
  "screen.edited": "(editado)",
  "screen.sending": "(enviando)",
  "screen.not-sent": "(no enviado: {why})",
  "screen.replies": {
    one: "└ {count} respuesta, {time} · t abre el hilo",
    other: "└ {count} respuestas, la última a las {time} · t abre el hilo",
  },
  "screen.thread": "Hilo",
  "screen.poll": { one: "{count} voto · v para votar", other: "{count} votos · v para votar" },
  "screen.poll-closed": { one: "{count} voto · cerrada", other: "{count} votos · cerrada" },
  "screen.state.online": "en línea",
  "screen.state.connecting": "conectando…",
  "screen.state.waiting": {
    one: "sin conexión, nuevo intento en {count} s",
    other: "sin conexión, nuevo intento en {count} s",
  },
  "screen.hints": "F1 teclas · Ctrl K ir a · Tab completar · Esc mensajes",
  "screen.hints-timeline":
    "r responder · t hilo · + reaccionar · e editar · d eliminar · v votar · Esc escribir",
  "screen.hints-thread": "Esc mensajes · Ctrl T volver a la sala",
  "screen.replying": "Respuesta a {name}: {text}",
  "screen.editing": "Editando tu mensaje de las {time}",
  "screen.calls": { one: "{count} mensaje para ti", other: "{count} mensajes para ti" },
  "screen.newer": "↓ sigue más abajo",
  "screen.small": "La ventana es demasiado pequeña.",
  "screen.jump": "Ir a: ",
  "screen.react": "Reaccionar con: ",
  "screen.vote": "Votar por (números): ",
  "screen.delete": "¿Eliminar este mensaje? y lo elimina ",
  "screen.leaving": {
    one: "Enviando {count} mensaje antes de salir… Ctrl C sale sin enviarlo.",
    other: "Enviando {count} mensajes antes de salir… Ctrl C sale sin enviarlos.",
  },
  "screen.quit": "Ctrl C otra vez para salir",
  "screen.keys": "Teclas",
  "keys.enter": "Enviar",
  "keys.alt-enter": "Línea nueva",
  "keys.tab": "Completar @nombre, #sala, /comando, :emoji",
  "keys.up-down": "Lo que escribiste antes, en un campo vacío",
  "keys.page": "Desplazar",
  "keys.alt-up-down": "Conversación anterior o siguiente",
  "keys.ctrl-k": "Ir a una conversación o a una persona",
  "keys.ctrl-n": "Siguiente conversación sin leer",
  "keys.esc": "Ir a los mensajes y volver",
  "keys.timeline": "En un mensaje: responder, hilo, reaccionar, editar, eliminar, votar",
  "keys.ctrl-t": "Cerrar el hilo",
  "keys.ctrl-l": "Redibujar la pantalla",
  "keys.ctrl-c": "Salir",
};
