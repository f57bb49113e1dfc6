import type { PieceStore } from "../../files/pieces.ts";
import type { Kv } from "../../kv/kv.ts";
import { verifyEmoji } from "./emoji.ts";
import { verifyFiles, verifyFilesOf } from "./files.ts";
import type { Finding, Looked } from "./finding.ts";
import { verifyLogs } from "./logs.ts";
import { verifyConversations, verifyPeople } from "./people.ts";
import { verifyRemoved } from "./removed.ts";
import { verifyIndex } from "./search_index.ts";

/** What a store was found to be. */
export interface Verdict {
  looked: Looked;
  /** The first ones. */
  findings: Finding[];
  /** How many there are. */
  count: number;
}

/** Findings that are told one by one. */
const MAX_TOLD = 200;

/**
 * Walks a store that nobody writes to: all logs with what their events make of their messages, what is
 * kept beside them, the index of search, people, memberships in both directions, emoji, the
 * counts of removed messages, and the bytes of files, those in `storage` too where it is given. Throws `Unavailable`.
 */
export async function verifyStore(
  kv: Kv,
  { storage }: { storage?: PieceStore } = {},
): Promise<Verdict> {
  const looked: Looked = {
    logs: 0,
    entries: 0,
    people: 0,
    conversations: 0,
    files: 0,
    bytes: 0,
    elsewhere: 0,
  };
  const findings: Finding[] = [];
  let count = 0;
  const report = (where: string, what: string) => {
    if (count++ < MAX_TOLD) findings.push({ where, what });
  };
  await verifyPeople(kv, report, looked);
  await verifyConversations(kv, report, looked);
  await verifyLogs(kv, report, looked, async (log) => {
    await verifyFilesOf(kv, log, report);
    await verifyIndex(kv, log, report);
  });
  await verifyEmoji(kv, report);
  await verifyRemoved(kv, report);
  await verifyFiles(kv, storage, report, looked);
  return { looked, findings, count };
}
