/** The door: the ways in, in Spanish: part of the catalog of that language. */
export const door = {
  "door.here": {
    one: "Hay {count} persona aquí ahora. ¡Entra!",
    other: "Hay {count} personas aquí ahora. ¡Entra!",
  },
  "door.nobody": "Aún no hay nadie. Entra y saluda.",
  "door.deleted": "Tu cuenta se ha eliminado.",
  "door.left": "Listo: se ha eliminado lo que se guardaba de ti aquí.",
  "door.ways": "Formas de entrar",
  "door.guest": "Solo un nombre",
  "door.sign-in": "Iniciar sesión",
  "door.register": "Registrarse",
  "door.with": "Continuar con {provider}",
  "door.or-password": "o con una contraseña",
  "door.device": "Iniciar sesión con otro dispositivo",
  "door.forgotten": "¿Olvidaste tu contraseña?",
  "door.forgotten-help":
    "Pide a la administración un enlace para elegir una nueva. También puedes entrar con una llave de acceso o desde un dispositivo en el que tengas la sesión abierta.",
  "door.passkey": "Usar una llave de acceso",
  "door.passkey-cancelled":
    "No se usó ninguna llave de acceso: se canceló, o este dispositivo no tiene ninguna para este sitio.",
  "door.sign-in-name": "Nombre para iniciar sesión",
  "door.choose-name": "Elige un nombre",
  "door.password": "Contraseña",
  "door.new-password": "Elige una contraseña",
  "door.password-hint": "Al menos 8 caracteres. Cuanto más larga, mejor.",
  "door.password-again": "Vuelve a escribir la contraseña: no se ha guardado.",
  "door.show-password": "Mostrar",
  "door.hide-password": "Ocultar",
  "door.invite": "Invitación",
  "door.invite-hint": "Para registrarte aquí necesitas una invitación. Pega su enlace o el código.",
  "door.rules": {
    one: "Al entrar aceptas {count} norma de esta comunidad",
    other: "Al entrar aceptas las {count} normas de esta comunidad",
  },
  "door.terms": "Las condiciones de esta comunidad",
  "door.join-room": "Unirse a #{room}",
  "door.enter": "Entrar",
  "door.guest-note":
    "Sin cuenta, el nombre es tuyo al menos 15 minutos después de irte. Regístrate para conservarlo, con tus mensajes.",
  "door.working": "Un momento: está entrando mucha gente desde tu red.",
  "door.sign-in-note": "Tus conversaciones te esperan.",
  "door.register-note": "Conserva tu nombre y tus mensajes, en todos tus dispositivos.",
  "door.invited.guest": "Tienes una invitación. Elige un nombre para entrar.",
  "door.invited.register": "Tienes una invitación. Regístrate para entrar.",
  "door.invited.either":
    "Tienes una invitación. Regístrate para conservar tu nombre, o entra con solo un nombre.",
  "door.over":
    "Esta invitación no es válida: se agotó, se revocó o caducó, o el enlace está incompleto.",
  "door.over.free": "Aquí no necesitas ninguna.",
  "door.over.guest": "Puedes entrar con solo un nombre. Para registrarte, pide una nueva.",
  "door.over.none": "Pide una nueva.",
  "door.over.closed": "Puedes entrar con solo un nombre.",
  "door.closed": "Esta comunidad no admite nuevos miembros por ahora.",
  "door.account-needed.open": "Necesitas una cuenta para entrar: inicia sesión o regístrate.",
  "door.account-needed.invitation":
    "Necesitas una cuenta para entrar. Para registrarte, pide una invitación a un miembro.",
  "door.account-needed.closed":
    "Necesitas una cuenta para entrar. Esta comunidad no admite nuevos miembros por ahora.",
  "door.description": "{community}: un lugar para hablar. Elige un nombre y entra.",
};
