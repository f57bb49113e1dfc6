// What each page is drawn from: plain data, so that it is also the props of the page's island.
import type { Snapshot } from "../../client/model.ts";
import type { Catalog } from "../../i18n/catalog.ts";
import type { Registration } from "../../protocol/administration.ts";
import type { Person } from "../../protocol/events.ts";
import type { Limits } from "../../protocol/limits.ts";
import type { Member, RoomListing } from "../../protocol/server_frames.ts";
import type { Preferences } from "../preferences.ts";

/** Who reads a page, and when. Made by `readerFor`; `now` in milliseconds UTC. */
export interface Reader {
  preferences: Preferences;
  /** The words of the reader's language alone: the browser loads no other. */
  words: Catalog;
  now: number;
}

/** What every page is drawn from. */
export interface PageProps {
  reader: Reader;
  /** The community's name. */
  community: string;
}

/** The ways in. */
export type DoorWay = "guest" | "sign-in" | "register";

/** The door, for who is not in. */
export interface DoorPageProps extends PageProps {
  /** How many people are here now. */
  here: number;
  guests: boolean;
  registration: Registration;
  /** Set where somebody comes by an invitation that is good. */
  invited?: boolean;
  /** The way in that is shown first. */
  way: DoorWay;
  /** What was typed before, kept when the form comes back. */
  name?: string;
  invite?: string;
  /** The path to go to afterwards. */
  next?: string;
  error?: { field: "name" | "password" | "invite" | "form"; message: string };
}

/** The chat itself. Without `snapshot.open` it shows the list of conversations alone. */
export interface RoomPageProps extends PageProps {
  snapshot: Snapshot;
  limits: Limits;
  /** Everyone in the open conversation; a room's panel and head are drawn from it. */
  members: Member[];
  /** A fresh UUID for the form that posts without a script, */
  messageId: string;
  /** and the last seq when that id was made: what it posted can only stand after it (D3). */
  messageAfter: number;
  /** What could not be posted, and why. */
  failed?: { text: string; message: string };
}

/** The room browser, without a script. */
export interface RoomsPageProps extends PageProps {
  me: Person;
  rooms: RoomListing[];
  limits: Limits;
  /** What was typed before, kept when the form comes back, and why it came back. */
  failed?: {
    name: string;
    topic: string;
    private: boolean;
    field: "name" | "topic" | "form";
    message: string;
  };
}

/** How one is seen and how pages look. */
export interface SettingsPageProps extends PageProps {
  me: Person;
  limits: Limits;
  status: { text: string; until?: number };
  /** What was chosen and is not saved, kept when the form comes back with its error. */
  chosen?: { until: string; look: Preferences };
  /** Set after a save. */
  saved?: boolean;
  error?: { field: "status" | "form"; message: string };
}

/** What an error page says went wrong. */
export type ErrorKind =
  | "not-found"
  | "forbidden"
  | "banned"
  | "kicked"
  | "unavailable"
  | "internal";

/** What went wrong, and the way on. */
export interface ErrorPageProps extends PageProps {
  kind: ErrorKind;
  /** A sentence about this case, already in the reader's language (`refusalMessage`). */
  message?: string;
  /** When one may come back, in milliseconds UTC; the page then goes there by itself. */
  until?: number;
  /** The room that one may not read yet, but may join. */
  join?: string;
}
