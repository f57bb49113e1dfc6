import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import type { ImportProblem, Named } from "../../protocol/administration.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Losses } from "./losses.ts";
import type { SourceKind } from "./source.ts";

/** How far an import is. One that runs and whose process ended goes on when it is begun again. */
export type RunState = "running" | "done" | "failed" | "undoing";

/** What came, or would come. */
export interface ImportCounts {
  people: number;
  rooms: number;
  messages: number;
  files: number;
  /** Emoji of the community. */
  emoji?: number;
  /** When the first message was written: milliseconds UTC. */
  since?: number;
}

/** `["import", id]`. Times in milliseconds UTC. */
export interface ImportRow {
  id: string;
  kind: SourceKind;
  /** What the export's file is called. */
  file: string;
  state: RunState;
  at: number;
  /** Who began it on a page; absent for who runs the server. */
  by?: Named;
  counts: ImportCounts;
  losses: Losses["all"];
  /** How many messages a dry run counted, and the room that is written: while it runs. */
  total?: number;
  room?: string;
  /** Why it failed. */
  problem?: { why: ImportProblem; detail: string };
  doneAt?: number;
  /** Rooms that are left of it: somebody wrote there while it was taken back. */
  stays?: string[];
}

/**
 * `["import_person", id, key]`. `placeholder`: made by the import, for somebody without an account; `was`: the
 * id of the one that turned out to be this account.
 */
export interface ImportedPerson {
  user: UserId;
  name: string;
  placeholder?: true;
  was?: UserId;
}

/**
 * `["import_room", id, key]`. `head`: where its log ended when it was done. `named`: `["import_named"]` says
 * whom its entries name.
 */
export interface ImportedRoom {
  conversation: ConversationId;
  name?: string;
  /** What was decided when it was begun: who goes on with it asks no more. */
  private?: boolean;
  state: "begun" | "done";
  named?: true;
  head: number;
  messages: number;
  files: string[];
}

/** All that were begun. Throws `Unavailable`. */
export async function readImports(kv: Pick<Kv, "list">): Promise<ImportRow[]> {
  const rows = await listAll<ImportRow>(kv, keys.imports());
  return rows.map(({ value }) => value).sort((a, b) => b.at - a.at);
}
