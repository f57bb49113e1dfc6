// Props of each page: plain data, so that they are also the props of its island.
import type { EmojiList } from "../../protocol/custom_emoji.ts";
import type { AskedRules, StatusPreset } from "../../protocol/community.ts";
import type { Snapshot } from "../../client/model.ts";
import type { Catalog } from "../../i18n/catalog.ts";
import type { Registration } from "../../protocol/administration.ts";
import type { Person, UserId } from "../../protocol/events.ts";
import type { PersonalSettings } from "../../protocol/requests/inbox.ts";
import type { RoomPreview } from "../../protocol/room_preview.ts";
import type { Limits } from "../../protocol/limits.ts";
import type { RoomListing } from "../../protocol/requests/rooms.ts";
import type { InboxData } from "../inbox/entries_of.ts";
import type { InboxSection } from "../inbox/inbox_sections.ts";
import type { ShownOrigin } from "../timeline/shown_origin.ts";
import type { ListChoices } from "../room/list_choices.ts";
import type { Preferences } from "../settings/preferences.ts";

/** A page's reader. Made by `readerFor`; `now` in milliseconds UTC. */
export interface Reader {
  preferences: Preferences;
  /** The catalog of the reader's language: the browser loads no other. */
  words: Catalog;
  now: number;
  /** The emoji of the community, for who came in; absent where it has none. */
  emoji?: EmojiList;
}

/** Props of every page. */
export interface PageProps {
  reader: Reader;
  /** The community's name. */
  community: string;
  /** Its icon, a letter or an emoji; the tree where there is none. */
  icon?: string;
}

/** The ways in. */
export type DoorWay = "guest" | "sign-in" | "register";

/** Props of the sign-in page (“the door”). */
export interface DoorPageProps extends PageProps {
  /** How many people are here now. */
  here: number;
  guests: boolean;
  registration: Registration;
  /** Set when `invite` is good. */
  invited?: boolean;
  /** Set when one came by an invitation that is not. */
  over?: boolean;
  /** The reader has just deleted their account, or what was kept of them as a guest. */
  deleted?: "member" | "guest";
  /** The public room that one comes in to, where the address names one. */
  room?: RoomPreview;
  /** What the community says to who comes in, and what it asks of them. */
  welcome?: string;
  rules?: string[];
  /** Where the terms are read. */
  terms?: string;
  /** Where people may come from besides. */
  providers: readonly { id: string; name: string }[];
  /** The selected way in. */
  way: DoorWay;
  /** What was typed, when the page is shown again; `anew`: without the password. */
  name?: string;
  anew?: boolean;
  invite?: string;
  /** The path to go to afterwards. */
  next?: string;
  /** A fresh id of the form: pressed again after a lost answer, it lets the same person in. */
  requestId: string;
  error?: { field: "name" | "password" | "invite" | "form"; message: string };
}

/** Props of the chat page. Without `snapshot.open`: the list of conversations alone. */
export interface RoomPageProps extends PageProps {
  snapshot: Snapshot;
  /** The seq of the message that the address leads to; with `thread`, it is a reply there. */
  at?: number;
  /** The root of the thread that stands beside the conversation. */
  thread?: number;
  /** How the list of conversations is arranged on this device. */
  list: ListChoices;
  limits: Limits;
  /** Where forwarded messages of the page came from, by seq, as far as the reader may know it. */
  origins?: Record<number, ShownOrigin>;
  /** The inbox, where it is the page: what is in it, and the section that it is narrowed to. */
  inbox?: InboxData & { section?: InboxSection };
  /** A fresh message id for the form that posts without scripts. */
  messageId: string;
  /** and the last seq when it was made: what it posts comes after that seq (D3). */
  messageAfter: number;
  /** When this device kept all of it (milliseconds UTC), where no server drew it. */
  keptAt?: number;
  arrival?: ArrivalProps;
  /** The text that was rejected, and why; one that another app shares, without a reason. */
  failed?: { text: string; message: string };
}

/** What is said to one on arriving. */
export interface ArrivalProps {
  /** The rules that have to be accepted before one writes. */
  rules?: AskedRules;
  /** What a new member is welcomed with in the room that is open. */
  welcome?: string;
}

/** Props of the room browser. */
export interface RoomsPageProps extends PageProps {
  me: Person;
  /** Those that `query` finds, or all. */
  rooms: RoomListing[];
  query?: string;
  /** The name that the next page of rooms begins behind. */
  next?: string;
  limits: Limits;
  /** Whether one came to create a room. */
  creating?: boolean;
  /** What was typed, and the error, when the form was rejected. */
  failed?: {
    /** As it was typed. */
    name: string;
    /** A name that is free, where the one that was meant is not. */
    offer?: string;
    /** What the room is to be shown as, where that was said besides. */
    title?: string;
    topic: string;
    private: boolean;
    field: "name" | "title" | "topic" | "form";
    message: string;
  };
  /** Whom one wanted to write to, and why that does not go. */
  unwritable?: { person: string; message: string };
}

/** Props of the settings page. */
export interface SettingsPageProps extends PageProps {
  me: Person;
  limits: Limits;
  status: { text: string; until?: number };
  /** The statuses to choose from. */
  presets: readonly StatusPreset[];
  /** What notifies one, and what others see. */
  personal: Omit<PersonalSettings, "blocked" | "requests">;
  /** What was chosen, when the form was rejected. */
  chosen?: { until: string; look: Preferences };
  /** Set after a save. */
  saved?: boolean;
  error?: { field: "status" | "keywords" | "pronouns" | "picture" | "form"; message: string };
}

/** The kinds of error pages. */
export type ErrorKind =
  | "not-found"
  | "forbidden"
  | "banned"
  | "kicked"
  | "unavailable"
  | "internal";

/** Props of an error page. */
export interface ErrorPageProps extends PageProps {
  kind: ErrorKind;
  /** A sentence about this case, already in the reader's language (`refusalMessage`). */
  message?: string;
  /** When one may come back, in milliseconds UTC; the page then reloads by itself. */
  until?: number;
  /** Who was sent out. */
  me?: UserId;
  /** The path of the page, where it can be asked for again. */
  here?: string;
  /** Name of the room that one may join to read it. */
  join?: string;
  /** Whether one may appeal what keeps one out; what one said, what was answered, or what is wrong with it. */
  appeal?: {
    may: boolean;
    said?: string;
    answer?: string;
    /** Whether what was appealed is over. */
    lifted?: boolean;
    typed?: string;
    problem?: string;
  };
}
