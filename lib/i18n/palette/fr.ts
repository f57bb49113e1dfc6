import type { CatalogOf } from "../catalog.ts";
import type { palette as en } from "./en.ts";

/** Where one jumps and looks for something, in French. */
export const palette: CatalogOf<typeof en> = {
  "keys.shift": "Maj",
  "palette.title": "Aller à",
  "palette.label": "Aller à un salon, à une personne, à un message",
  "palette.none": "Aucun résultat pour « {query} ».",
  "palette.messages": "Messages",
  "palette.kept": "Messages gardés sur cet appareil",
  "palette.complete": "compléter",
  "palette.choose": "choisir",
  "palette.open": "ouvrir",
  "palette.close": "fermer",
  "palette.new-direct": "Écrire à {name}",
  "palette.search": "Rechercher « {query} » dans les messages",
  "palette.join": "Rejoindre #{room}",
  "palette.browse": "Parcourir tous les salons",
};
