import type { ServerWords } from "../server_words.ts";

export const es: ServerWords = {
  refusals: {
    "invalid-frame": "El servidor no pudo leer esa petición.",
    "invalid-field": "Una parte de esa petición no es válida[: {field}].",
    "unknown-type": "Este servidor no conoce ese tipo de petición[: {type}].",
    "unknown-user": "Aquí nadie se llama «{name}».",
    "unknown-conversation": "Esa conversación no existe o no formas parte de ella.",
    "unknown-room": "No hay ninguna sala llamada «{name}».",
    "unknown-message": "Ese mensaje ya no está.",
    "unknown-report": "Esa denuncia no existe.",
    "edited-meanwhile":
      "Este mensaje se ha editado entretanto. Mira las dos versiones antes de guardar.",
    "empty-text": "Escribe algo primero.",
    "send-too-old":
      "Este mensaje se intentó enviar hace demasiado tiempo. Cópialo, elimínalo y vuelve a enviarlo.",
    "text-too-long": "Es demasiado largo[: {limit} caracteres como máximo].",
    "number-range": "Escribe un número entero de {least} a {most}.",
    "presets-too-many": "Ofrece {limit} estados como mucho.",
    "emoji-name": "Escribe de 2 a 32 minúsculas o cifras, con «-» o «_» entre ellas.",
    "emoji-name-taken": "«:{name}:» ya es el nombre de un emoji estándar. Elige otro nombre.",
    "emoji-name-held":
      "El nombre contiene una palabra que la moderación revisa antes. Elige otro nombre.",
    "emoji-name-used": "Ya hay un emoji «:{name}:». Elige otro nombre.",
    "unknown-emoji": "Ya no hay ningún emoji «:{name}:».",
    "emoji-too-many": "Ya hay {limit} emojis. Quita uno antes.",
    "emoji-picture": "Elige un PNG, GIF, JPEG o WebP de 256 kB como mucho.",
    "rules-too-many": "Escribe como mucho {limit} normas, una en cada línea.",
    "icon": "Elige una sola letra o un solo emoji.",
    "accent": "Escribe un color con # y seis cifras de 0 a f, como #1c6c49.",
    "picture":
      "Este archivo no es una imagen que se pueda usar aquí. Elige un JPEG, un PNG o un WebP.",
    "picture-too-large":
      "Esta imagen es demasiado grande[: {side} píxeles por lado y {bytes} como máximo].",
    "unknown-file": "Ese archivo ya no está.",
    "file-size": "Ese archivo está vacío.",
    "file-too-large": "Ese archivo es demasiado grande[: {bytes} como máximo].",
    "file-offset": "La subida va por otro punto. Pregunta por cuál y sigue desde ahí.",
    "file-not-ready": "Un archivo aún no ha llegado del todo. Espera a que termine.",
    "too-many-files": "Son demasiados archivos para un mensaje[: {limit} como máximo].",
    "files-of-today":
      "Has enviado todo lo que una persona puede enviar en un día[: {bytes}].[ Habrá sitio de nuevo dentro de {left}.]",
    "files-full": "Aquí ya no queda sitio para archivos. Avisa a la administración.",
    "unknown-import": "Esa importación ya no existe.",
    "import-state": "Eso no se puede hacer ahora con esta importación.",
    "import-nobody": "{person}: aquí nadie con cuenta se llama «{name}». No se ha guardado nada.",
    "placeholder-other":
      "Entretanto alguien indicó a otra persona, o se volvió a contar. Míralo otra vez.",
    "placeholder-begun":
      "Una parte ya se asignó[ a {name}]: solo se puede continuar con la misma persona.",
    "import-written": "No se puede deshacer: alguien ha escrito desde entonces[ en {rooms}].",
    "imports-full": "Ya hay tres exportaciones en espera. Quita una o impórtala.",
    "tus-version": "Este servidor solo habla tus[ {version}].",
    "tus-type": "Los bytes de un archivo se envían como «{type}».",
    "poll-options": "Escribe entre {least} y {most} respuestas distintas.",
    "poll-option-twice": "La respuesta «{option}» está repetida.",
    "poll-option-too-long": "Esa respuesta es demasiado larga[: {limit} caracteres como máximo].",
    "poll-one-choice": "Elige una sola respuesta.",
    "poll-has-votes": "Una encuesta con votos no se puede mover.",
    "poll-closed": "Esta encuesta está cerrada.",
    "pronouns-too-long": "Los pronombres tienen como mucho {limit} caracteres.",
    "keywords": "Elige como mucho {count} palabras clave, de {least} a {most} letras cada una.",
    "topic-too-long": "Ese tema es demasiado largo[: {limit} caracteres como máximo].",
    "status-too-long": "Ese estado es demasiado largo[: {limit} caracteres como máximo].",
    "name-empty": "Elige un nombre.",
    "name-too-long": "Ese nombre es demasiado largo[: {limit} caracteres como máximo].",
    "name-characters":
      "Un nombre lleva letras, cifras o emojis, sin @ # / : ni caracteres invisibles.",
    "name-scripts":
      "«{name}» mezcla letras de distintos alfabetos en una misma palabra. Usa un solo alfabeto en cada palabra.",
    "name-reserved": "«{name}» está reservado. Elige otro nombre.",
    "name-words": "«{name}» contiene palabras que la moderación revisa antes. Elige otro nombre.",
    "name-taken": "«{name}» ya es de alguien. Elige otro nombre o inicia sesión.",
    "name-in-use": "«{name}» ya es de alguien. Elige otro nombre.",
    "name-of-guest":
      "«{name}» es ahora de alguien sin cuenta.[ Quedará libre a las {today} si no vuelve.][ Quedará libre el {until} si no vuelve.][ Quedará libre en {left} si no vuelve.] Elige otro nombre[, como «{offer}»].",
    "name-held": "«{name}» era de alguien hasta hace poco. Elige otro nombre.",
    "name-confusable":
      "«{name}» se parece demasiado a un nombre que ya es de alguien. Elige otro nombre.",
    "room-name":
      "La dirección de una sala se compone de minúsculas de la a a la z, cifras y guiones.[ ¿Qué tal «{offer}»? Lo que escribiste es lo que se verá.]",
    "room-name-empty": "Ponle un nombre a la sala.",
    "room-name-too-long": "Ese nombre es demasiado largo[: {limit} caracteres como máximo].",
    "room-name-signs": "El nombre de una sala lleva letras, cifras o emojis, no solo signos.",
    "title-too-long": "Ese título es demasiado largo[: {limit} caracteres como máximo].",
    "title-characters": "Un título lleva letras, cifras o emojis, sin caracteres invisibles.",
    "too-many-rooms":
      "Has creado {limit} salas que siguen abiertas: pide primero a la moderación que cierre una.",
    "too-many-reactions": "Este mensaje ya tiene {limit} reacciones distintas: usa una de ellas.",
    "too-many-pins": "Ya hay {limit} mensajes fijados aquí: deja de fijar uno antes.",
    "too-many-bookmarks": "Ya tienes {limit} marcadores: quita uno antes.",
    "too-many-levels":
      "Ya tienes ajustes propios para {limit} conversaciones: restablece alguna antes.",
    "push-service": "Este servidor no admite el servicio de notificaciones de este navegador.",
    "push-keys": "Este navegador no dio las claves para cifrar las notificaciones.",
    "too-many-devices": "Ya tienes {limit} dispositivos: quita uno antes.",
    "unknown-device": "No existe ese dispositivo. Quizá se quitó.",
    "mail-address": "Eso no es una dirección de correo, como ana@example.org.",
    "mail-not-sent": "No se pudo enviar el correo ahora. Inténtalo más tarde.",
    "mail-link-over": "Este enlace ya no es válido. Pide uno nuevo en tus ajustes.",
    "room-taken": "Ya hay una sala llamada «{name}».",
    "password-short": "Esa contraseña es demasiado corta[: {limit} caracteres como mínimo].",
    "password-long": "Esa contraseña es demasiado larga[: {limit} caracteres como máximo].",
    "password-common": "Esa contraseña es fácil de adivinar. Elige una menos común.",
    "password-is-name": "La contraseña no debe ser tu nombre.",
    "wrong-credentials": "Nombre para iniciar sesión o contraseña incorrectos.",
    "wrong-password": "Contraseña incorrecta.",
    "not-signed-in": "Tu sesión ha terminado. Vuelve a iniciar sesión.",
    "not-member": "Únete primero a esta sala.",
    "not-allowed": "No puedes hacer eso aquí.",
    "group-full": "Un grupo tiene {limit} personas como máximo: para más, crea una sala.",
    "group-exists": "Ya hay una conversación con exactamente estas personas: escribe allí.",
    "group-left":
      "{name} salió de esta conversación hace poco. Puedes volver a añadirle mañana o escribirle.",
    "invited-enough": "Ya hay muchas invitaciones por responder. Vuelve a intentarlo más tarde.",
    "invitation-declined":
      "{name} ha rechazado la invitación a esa sala. Vuelve a intentarlo mañana o escribe a {name}.",
    "requests-wait":
      "Una de estas personas no ha respondido a {count} solicitudes tuyas. Podrás volver a pedirlo cuando lo haga.",
    "request-waits": "Has escrito {count} mensajes. Podrás escribir más cuando los acepten.",
    "cannot-leave-general": "Todo el mundo se queda en «general»: no se puede salir de ella.",
    "topic-locked": "El tema de esta sala lo cambia la moderación.",
    "members-only": "Solo para miembros. Regístrate para serlo; conservas tu nombre.",
    "foreign-origin": "Esa petición venía de otro sitio y no se ha llevado a cabo.",
    "guests-closed": "Necesitas una cuenta para entrar aquí. Inicia sesión o regístrate.",
    "registration-closed":
      "En esta comunidad te registras con una invitación. Pide un enlace a alguien.",
    "registration-off": "Por ahora esta comunidad no admite nuevos miembros.",
    "invite-invalid": "Esa invitación está agotada o ha caducado. Pide una nueva.",
    "invite-unknown":
      "No hay ninguna invitación con ese código. Comprueba que está completo o pide una nueva.",
    banned:
      "Te han vetado[ hasta el {until}][ hasta las {today}][ durante {left} más].[ Motivo: {reason}]",
    kicked:
      "Te han expulsado[ hasta el {until}][ hasta las {today}][ durante {left} más].[ Motivo: {reason}]",
    "network-barred":
      "De momento no se admite a nadie nuevo desde esta red[, hasta el {until}][, hasta las {today}][, durante {left} más].",
    muted:
      "De momento no puedes escribir[, hasta el {until}][, hasta las {today}][, durante {left} más].[ Motivo: {reason}]",
    outranked: "No puedes hacerle eso a alguien cuyo rol es igual o superior al tuyo.",
    "last-administrator": "Es la última persona que administra. Da antes la administración a otra.",
    "guest-role": "Quien no tiene cuenta debe registrarse primero.",
    "bot-role": "Los bots no tienen rol: lo que pueden hacer depende de su token.",
    "bot-invited": "{name} es un bot: quien se ocupa de él elige sus salas, en «Integraciones».",
    "not-for-bots": "Los bots no pueden hacer eso. Quien se ocupa de este bot, sí.",
    "bot-scope": "Este token no sirve para eso: necesita «{scope}».",
    "too-many-bots": "Ya hay {count} bots. Quita uno primero.",
    "unknown-hook":
      "Esta dirección no lleva a ningún webhook. Quien se ocupa de él puede crear otra.",
    "payload-empty":
      "No hay nada que mostrar: un mensaje lleva «text», «blocks», «attachments», «content» o «embeds».",
    "payload-json": "Empieza como JSON, pero se corta o tiene un error.",
    "hook-url": "Escribe una dirección que empiece por https://, sin contraseña.",
    "unknown-delivery": "Ese envío ya no está en la lista.",
    "unknown-command": "Aquí no hay ningún comando {name}.",
    "command-name":
      "Nombra el comando con hasta 32 letras de la a a la z, cifras, guiones o guiones bajos.",
    "command-taken": "El comando {name} ya existe.",
    "command-failed": "{name} no respondió[ ({status})]. Inténtalo más tarde.",
    "too-many-commands": "Ya hay {limit} comandos. Quita uno primero.",
    "setup-invalid":
      "Ese enlace no es válido o ya se usó. El servidor muestra uno nuevo cuando arranca sin administración.",
    "password-link-over": "Este enlace ya no es válido. Pide uno nuevo a la administración.",
    "passkey-unknown":
      "Esta llave de acceso no pertenece a ninguna cuenta de aquí. Inicia sesión con tu contraseña y añádela en los ajustes.",
    "passkey-failed": "No se aceptó la llave de acceso. Inténtalo de nuevo.",
    "passkey-name": "Da a la llave de acceso un nombre de 1 a {limit} caracteres.",
    "passkeys-full": "Ya tienes {limit} llaves de acceso. Elimina una primero.",
    "second-factor-needed":
      "Esta cuenta usa la verificación en dos pasos: escribe el código en un navegador. En un programa, usa un token en lugar de la contraseña (Ajustes, Cuenta, Verificación en dos pasos).",
    "second-factor-required":
      "Aquí la administración necesita la verificación en dos pasos, así que no puedes desactivarla. Sí puedes pasarla a otra aplicación.",
    "second-factor-first": "Activa primero tu verificación en dos pasos, en Ajustes, Cuenta.",
    "code-wrong": "Ese código no es correcto o ya se usó. Espera al siguiente y escríbelo.",
    "sign-in-over": "Ha pasado demasiado tiempo. Empieza de nuevo.",
    "unknown-provider": "Aquí no se puede iniciar sesión así.",
    "provider-unreachable":
      "{provider} no responde. Inténtalo en un momento o inicia sesión de otra manera.",
    "provider-failed": "No se pudo iniciar sesión con {provider}. Empieza de nuevo.",
    "provider-refused":
      "{provider} te conoce, pero aquí solo pueden entrar algunas de sus cuentas. Pregunta a la administración.",
    "provider-closed":
      "Esta comunidad no crea cuentas nuevas por ahora. Si ya tienes una, inicia sesión y conecta {provider} en Ajustes, Cuenta.",
    "provider-known": "Esa cuenta de {provider} ya es de otra persona aquí.",
    "provider-claims":
      "Escribe lo que debe indicar el proveedor, una condición por línea: groups = members.",
    "provider-id":
      "El nombre corto tiene hasta 32 letras minúsculas de la a a la z, cifras y guiones.",
    "provider-issuer":
      "Escribe la dirección con la que se identifica el proveedor: empieza por https:// y no lleva consulta. Si está en tu propia red, quien gestiona este servidor tiene que permitirlo.",
    "provider-taken": "Ya hay un proveedor con ese nombre corto.",
    "provider-twice": "{provider} ya usa este cliente de este proveedor.",
    "provider-too-long": "En conjunto es demasiado largo[: {limit} caracteres como máximo].",
    "provider-fixed":
      "Este proveedor está en la configuración del servidor: quien lo gestiona lo cambia ahí.",
    "provider-needed":
      "Hay personas que no pueden entrar de otra manera[: {count}]. Confirma que pueden quedarse fuera.",
    "too-many-providers": "Ya hay {limit} proveedores. Quita uno antes.",
    "provider-last":
      "Es tu única forma de entrar. Elige antes una contraseña o añade una llave de acceso.",
    "passkey-last": "Es tu única forma de entrar. Elige antes una contraseña o conecta una cuenta.",
    "prove-again":
      "No tienes contraseña aquí e iniciaste sesión hace un rato. Cierra la sesión, vuelve a iniciarla y hazlo en menos de diez minutos.",
    "block-self": "No puedes bloquear tu propia cuenta.",
    "too-many-blocked": "Ya has bloqueado a {limit} personas: desbloquea a una primero.",
    "pairing-unknown":
      "Ese código no es válido o ha caducado. Compruébalo o pide otro en el dispositivo.",
    "pairing-denied": "Se rechazó el inicio de sesión en el navegador.",
    "pairing-over": "Ese código ha caducado. Empieza de nuevo para obtener otro.",
    "read-only": "Esta sala es solo de lectura.",
    "conversation-closed": "Esta conversación está cerrada.",
    "nobody-reads":
      "Ya nadie lee esta conversación: la otra persona se ha ido. Tu mensaje no se ha enviado.",
    "raid-closed":
      "Por ahora no puede entrar nadie nuevo[, hasta el {until}][, hasta las {today}][, durante {left}]: ha llegado mucha gente de golpe a molestar. Inténtalo después.",
    "raid-read-only":
      "Sin cuenta, por ahora solo se puede leer[, hasta el {until}][, hasta las {today}][, durante {left}].",
    "rules-first": "Acepta antes las normas de la comunidad, en {path}.",
    "rules-changed": "Las normas han cambiado entretanto: léelas otra vez, por favor.",
    "appeal-none": "No hay nada que apelar: no hay ninguna medida contra ti.",
    "appealed": "Ya apelaste esta medida. La moderación responderá.",
    "unknown-appeal": "Esa apelación ya tiene respuesta.",
    "outdated-appeal": "Esa medida ya terminó o la sustituyó otra: no hay nada que levantar.",
    "slow-mode": "Esta sala está en modo lento[: podrás volver a escribir dentro de {seconds}].",
    "held-for-review":
      "Tu mensaje espera revisión. Los demás lo verán cuando la moderación lo acepte.",
    "held-refused": "La moderación no aceptó este mensaje.[ Motivo: {reason}]",
    "held-not-here":
      "Eso tendría que esperar revisión, y aquí no es posible. Escríbelo como mensaje nuevo en una sala pública, o quítalo.",
    "words-not-here":
      "Eso contiene palabras que la moderación tendría que revisar antes, y aquí no es posible. Dilo de otra manera.",
    "held-full":
      "Ya tienes {limit} mensajes que esperan revisión o se revisaron hace poco. Espera a que se resuelvan.",
    "held-words": "Usa como máximo {count} palabras o frases de {least} a {most} letras cada una.",
    "unknown-held": "Ya no espera revisión: alguien decidió antes.",
    "held-cannot":
      "{name} no puede escribir allí por ahora. Rechaza el mensaje o déjalo en espera.",
    "newcomer-slow":
      "Llegaste hace poco: podrás escribir el siguiente mensaje dentro de {seconds}.",
    "newcomer-links":
      "Llegaste hace poco: podrás publicar enlaces dentro de {seconds}[, o después de tu mensaje número {messages}]. La moderación puede permitírtelo antes.",
    "newcomer-files":
      "Llegaste hace poco: podrás enviar imágenes y archivos dentro de {seconds}[, o después de tu mensaje número {messages}]. La moderación puede permitírtelo antes.",
    "too-many-connections":
      "Tienes demasiadas ventanas abiertas aquí. Cierra una e inténtalo de nuevo.",
    "too-fast": "Vas demasiado rápido[: inténtalo de nuevo en {seconds}].",
    "proof-needed":
      "Antes de dejarte entrar, tu navegador hace un pequeño cálculo, y para eso necesita JavaScript.[ O inténtalo de nuevo en {seconds}: acaba de entrar mucha gente desde tu red.]",
    "duration-form": "Escribe una duración como 10s, 5m, 1h o 2d.",
    "time-past": "Esa hora ya ha pasado. Elige otra.",
    "time-far": "Falta más de un año. Elige una fecha más cercana.",
    "later-full":
      "Ya tienes {limit} mensajes y recordatorios pendientes. Envía o elimina uno primero.",
    "unknown-later": "Ya no está pendiente: se envió o se canceló.",
    "already-sent": "Ya se está enviando.",
    unavailable:
      "El servidor no puede acceder a sus datos ahora mismo. No se ha perdido nada: inténtalo de nuevo.",
    internal: "Algo salió mal en el servidor. Inténtalo de nuevo.",
  },
  goodbyes: {
    restart: "El servidor se reinicia y volverá en un momento.",
    shutdown: "El servidor se apaga. La reconexión será automática cuando vuelva.",
    "session-ended": "Tu sesión ha terminado. Vuelve a iniciar sesión.",
    banned: "Te han vetado.",
    kicked: "Te han expulsado.",
    "slow-consumer": "Tu conexión era demasiado lenta. Reconectando.",
    flooding: "Llegaron demasiadas peticiones desde aquí. Espera un poco.",
    "protocol-error": "Esta página y el servidor ya no se entienden. Recarga la página.",
    overloaded: "El servidor está muy ocupado. Te atenderá en un momento.",
  },
  notices: {
    shutdown: "El servidor se va a apagar. La reconexión será automática cuando vuelva.",
    restart: "El servidor se va a reiniciar. La reconexión será automática.",
    raid:
      "Modo asalto: no puede entrar nadie nuevo y, sin cuenta, solo se puede leer. Puedes terminarlo en la administración; si no, termina solo.",
    "shutdown-cancelled": "Al final, el servidor sigue en marcha.",
  },
};
