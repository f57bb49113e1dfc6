import type { CatalogOf } from "../catalog.ts";
import type { moving as en } from "./en.ts";

/** The words of moving in and out. */
export const moving: CatalogOf<typeof en> = {
  "moving": "Importar y exportar",
  "export.title": "Llevarse todo",
  "export.text":
    "Las salas que todos los miembros pueden leer, con sus mensajes, hilos, reacciones y archivos. Las salas privadas y las conversaciones directas son de quienes están en ellas y no se incluyen. Queda anotado en el diario.",
  "export.ndjson": "Todo, para otro Palabre",
  "export.ndjson-hint": "Un solo archivo sin pérdidas, líneas de JSON comprimidas.",
  "export.mattermost": "Para Mattermost y lo que lee su formato",
  "export.mattermost-hint": "Un zip con import.jsonl y los archivos.",
  "export.site": "Páginas para leer e imprimir",
  "export.site-hint": "Un zip de páginas web por sala y por mes. No necesitan servidor ni scripts.",
  "export.save": "Descargar",
  "act.exported": "{by} exportó la comunidad ({what})",
  "kept.title": "Cuánto se guardan los mensajes",
  "kept.text":
    "Lo más antiguo se elimina de todas las salas, para todas las personas y para siempre, con sus archivos. Los mensajes fijados se quedan mientras estén fijados. Las conversaciones directas son de quienes están en ellas y no se tocan.",
  "kept.days": "Días",
  "kept.days-hint": "De 1 a 3650. Vacío: los mensajes se quedan.",
  "kept.room": "Sala",
  "kept.room-hint":
    "El nombre de una sala que tiene su propia regla. Vacío: todas las demás. Para una sala, 0 significa que sus mensajes se quedan.",
  "kept.save": "Guardar ese tiempo",
  "kept.all": "Todas las salas: {span}",
  "kept.stay": "#{room}: los mensajes se quedan",
  "kept.one": "#{room}: {span}",
  "kept.none": "Los mensajes se quedan.",
  "done.retention": "Guardado. Lo demasiado antiguo se elimina en los próximos minutos.",
  "act.retention": "{by} cambió cuánto se guardan los mensajes ({what})",
  "room.publish": "Dejar que cualquiera la lea en la web",
  "room.unpublish": "Dejar de mostrarla en la web",
  "room.find": "Dejar que los buscadores la encuentren",
  "room.unfind": "Ocultarla a los buscadores",
  "room.published": "en la web",
  "act.room-published": "{by} dejó que cualquiera lea #{room} en la web",
  "act.room-unpublished": "{by} dejó de mostrar #{room} en la web",
  "import.title": "Lo que se importó",
  "import.none":
    "No se importó nada. Quien lleva el servidor importa exportaciones de Slack, Mattermost, Discord u otro Palabre: deno task import ARCHIVO.",
  "import.came": { "one": "{count} mensaje", "other": "{count} mensajes" },
  "import.counts": "{rooms} salas, {people} personas, {files} archivos",
  "import.state.running": "empezado y sin terminar: la orden sigue cuando se repite",
  "import.state.done": "terminado",
  "import.state.undoing": "deshaciéndose",
  "import.lost": "Perdido o cambiado",
  "import.undo": "Para deshacerlo: deno task import --undo {id}",
};
