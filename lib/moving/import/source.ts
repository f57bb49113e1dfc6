// What is brought in, as every kind of export is read: people, rooms, and what was said, in order.
import { moving } from "../../i18n/moving/en.ts";
import type { LogEntry } from "../../log/log.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import type { ImportProblem, SOURCE_KINDS } from "../../protocol/administration.ts";
import type { FileRecord, MovingRecord } from "../records.ts";
import type { Losses } from "./losses.ts";

export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Somebody of an export. `key` names them in it. */
export interface SourcePerson {
  key: string;
  name: string;
  /** Their address, where the export has it: for finding who they are here. */
  mail?: string;
}

/** A room, or a direct conversation. `members` are keys of people. */
export interface SourceRoom {
  key: string;
  kind: "room" | "direct";
  name: string;
  topic?: string;
  /** `unsaid`: the export does not say who could read it. */
  private?: boolean | "unsaid";
  closed?: boolean;
  members: string[];
  createdAt?: number;
  /** Of an export of ours: its row, and since when people are in it. */
  row?: Conversation;
  joined?: ReadonlyMap<string, number>;
}

/** A file. Without `open`, its bytes are not in the export. */
export interface SourceFile {
  name: string;
  open?: () => AsyncIterable<Uint8Array>;
}

/** A message. Times in milliseconds UTC; `key`, `thread` and `replyTo` name messages of its room. */
export interface SourceMessage {
  key: string;
  at: number;
  by: string;
  text: string;
  editedAt?: number;
  thread?: string;
  alsoInRoom?: boolean;
  replyTo?: string;
  reactions?: Array<{ emoji: string; by: string[] }>;
  pinned?: boolean;
  files?: SourceFile[];
  /** It is gone, and something hangs on it. */
  deleted?: boolean;
}

/** That somebody came, went, or said what a room is about. */
export interface SourceNotice {
  is: "join" | "leave" | "topic";
  by: string;
  at: number;
  topic?: string;
}

/** One thing after the other: people and rooms before what names them; of a room in the order of time. */
export type SourceItem =
  | { is: "person"; person: SourcePerson }
  /** An emoji of the community: its name, and its picture. Before what is written with it. */
  | { is: "emoji"; emoji: SourceFile }
  | { is: "room"; room: SourceRoom }
  | { is: "message"; room: string; message: SourceMessage }
  | { is: "notice"; room: string; notice: SourceNotice }
  /** Of an export of ours: what stands beside an entry before it, then the entry. */
  | { is: "beside"; room: string; record: MovingRecord }
  | { is: "file"; room: string; record: FileRecord; open: () => AsyncIterable<Uint8Array> }
  | { is: "entry"; room: string; entry: LogEntry }
  /** Nothing of the room follows. */
  | { is: "room-end"; room: string };

/** An export that was opened. */
export interface ImportSource {
  kind: SourceKind;
  /** What the community was called, where the export says. */
  name: string;
  items(losses: Losses): AsyncIterable<SourceItem>;
}

/** It is no export that can be read. The message is one sentence in English; `why` has others. */
export class NotAnExport extends Error {
  override readonly name = "NotAnExport";

  constructor(readonly why: ImportProblem, readonly detail: string = "") {
    super(moving[`import.problem.${why}`].replace("{detail}", detail));
  }
}
