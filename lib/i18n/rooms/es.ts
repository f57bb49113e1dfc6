import type { CatalogOf } from "../catalog.ts";
import type { rooms as en } from "./en.ts";

/** The list of rooms, and what is asked of one, in Spanish. */
export const rooms: CatalogOf<typeof en> = {
  "sentence.of": "{what}: {name}",
  "rename.title": "Cambiar el nombre de #{room}",
  "rename.save": "Cambiar nombre",
  "rooms.title": "Salas",
  "rooms.messages": "Buscar en los mensajes",
  "rooms.more": "Más salas",
  "rooms.filter": "Filtrar salas",
  "preview.title": "Estás leyendo #{room}",
  "preview.text": "Nadie ve que estás mirando, y nada de aquí cuenta como sin leer.",
  "rooms.join": "Unirse",
  "rooms.open": "Abrir",
  "rooms.none": "Ninguna sala se llama así.",
  "rooms.none-create": "Ninguna sala se llama así. Puedes crearla aquí arriba.",
  "rooms.search": "Buscar",
  "rooms.create": "Crear una sala",
  "rooms.create-save": "Crear",
  "rooms.create-as": "Crear como «{name}»",
  "rooms.name": "Nombre",
  "rooms.name-hint": "Escríbelo como quieras: «Cosecha 2026» tendrá la dirección cosecha-2026.",
  "rooms.title-label": "Se muestra como",
  "rooms.title-hint": "Lo que todo el mundo lee en lugar del nombre.",
  "rooms.topic": "Tema",
  "rooms.optional": "opcional",
  "rooms.private": "Privada: se entra con invitación",
  "rooms.order": "La moderación cuida de todas las salas, también de las que creas tú.",
  "rooms.for-members":
    "Puedes unirte a todas las salas de esta lista. Para crear una hace falta una cuenta.",
  "rooms.back": "Volver al chat",
  "topic.title": "Tema de #{room}",
  "topic.save": "Guardar",
  "invite.title": "Invitar a #{room}",
  "invite.name": "¿A quién?",
  "invite.send": "Invitar",
  "invite.sent": "{name} ha recibido la invitación y puede aceptarla o no.",
  "invite.link":
    "¿Quieres invitar a mucha gente, por ejemplo a toda una clase? Envía el enlace de esta sala: pasarán por la página de inicio de sesión y llegarán directamente aquí.",
};
