import type { CatalogOf } from "../catalog.ts";
import type { looks as en } from "./en.ts";

export const looks: CatalogOf<typeof en> = {
  "terms": "Condiciones",
  "community.title": "Sobre la comunidad",
  "community.see": "Ver el chat",
  "community.name": "Nombre de la comunidad",
  "community.name-hint":
    "En la página de inicio de sesión, en la lista y en la pestaña del navegador.",
  "community.icon": "Icono",
  "community.icon-hint": "Una letra o un emoji. Si lo dejas vacío, el árbol.",
  "community.picture": "Una imagen en lugar del icono",
  "community.welcome": "Mensaje de bienvenida",
  "community.welcome-hint": "En la página de inicio de sesión, en una frase.",
  "community.rules": "Normas",
  "community.rules-hint":
    "Una por línea, diez como mucho. Aparecen en la página de inicio de sesión.",
  "community.accept-rules": "Hay que aceptar las normas antes de poder escribir",
  "community.asks-again": "Volver a pedirlo a quien ya aceptó las normas",
  "community.accent": "Color de acento",
  "community.accent-hint":
    "# y seis cifras, como #1f6feb. Los tonos se ajustan para que el texto se lea bien en claro y en oscuro. Si lo dejas vacío, verde.",
  "community.first-room": "Primera sala",
  "community.first-room-hint":
    "El nombre de una sala pública: es la primera que ve quien llega. Si lo dejas vacío, general.",
  "community.terms": "Condiciones",
  "community.terms-hint":
    "La dirección de una página o el propio texto. Quien entra ve un enlace a ellas.",
  "presets.title": "Estados para elegir",
  "presets.text":
    "Cada persona puede elegir uno en sus ajustes con un toque. Empieza con un emoji si quieres. Si dejas todas las líneas vacías, Palabre ofrece los suyos.",
  "presets.status": "Estado {number}",
  "presets.until": "Estado {number}: borrar después de",
  "presets.save": "Guardar los estados",
  "act.emoji-added": "{by} añadió el emoji {what}",
  "act.emoji-renamed": "{by} dio otro nombre a un emoji: {what}",
  "act.emoji-removed": "{by} quitó el emoji {what}",
  "custom.title": "Emojis de la comunidad",
  "custom.text":
    "Todo el mundo puede escribirlos con su nombre entre dos puntos y usarlos para reaccionar. Las imágenes animadas se muestran fijas.",
  "custom.name": "Nombre del emoji",
  "custom.name-hint": "Minúsculas, cifras, - y _: harvest se escribe :harvest:",
  "custom.picture": "Imagen",
  "custom.add": "Añadir el emoji",
  "custom.rename": "Cambiar nombre",
  "custom.rename-one": "Cambiar el nombre de {name}",
  "custom.new-name": "Nombre nuevo de {name}",
  "custom.rename-hint": "Lo que se escribió con el nombre anterior muestra ese nombre.",
  "custom.remove-one": "Quitar {name}…",
  "custom.remove-sure":
    "A partir de entonces, los mensajes y las reacciones con {name} mostrarán su nombre en lugar de la imagen, para todo el mundo.",
  "custom.remove-do": "Sí, quitar {name}",
};
