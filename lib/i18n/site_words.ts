// What pages say that are drawn as text: those of an export, and rooms that anyone may read. The browser
// never loads this file.
import type { Locale } from "./locale.ts";

/** What the pages of a site say besides what people wrote. */
export interface SiteWords {
  rooms: string;
  people: string;
  made: string;
  empty: string;
  deleted: string;
  edited: string;
  pinned: string;
  someone: string;
}

export const SITE_WORDS: Record<Locale, SiteWords> = {
  en: {
    rooms: "Rooms",
    people: "People",
    made: "As it was on",
    empty: "Nothing was written here.",
    deleted: "This message was deleted.",
    edited: "edited",
    pinned: "pinned",
    someone: "Someone who left",
  },
  fr: {
    rooms: "Salons",
    people: "Personnes",
    made: "Tel que c’était le",
    empty: "Rien n’a été écrit ici.",
    deleted: "Ce message a été supprimé.",
    edited: "modifié",
    pinned: "épinglé",
    someone: "Une personne partie",
  },
  es: {
    rooms: "Salas",
    people: "Personas",
    made: "Tal como estaba el",
    empty: "Aquí no se escribió nada.",
    deleted: "Este mensaje se eliminó.",
    edited: "editado",
    pinned: "fijado",
    someone: "Alguien que se fue",
  },
};

/** What stands on the pages of a room that anyone may read. */
export const PUBLIC_WORDS: Record<Locale, Record<"earlier" | "feed" | "join", string>> = {
  en: {
    earlier: "Earlier messages",
    feed: "Feed",
    join: "Join the conversation",
  },
  fr: { earlier: "Messages précédents", feed: "Flux", join: "Participer" },
  es: {
    earlier: "Mensajes anteriores",
    feed: "Fuente",
    join: "Participar",
  },
};
