import type { FileStorage } from "../../../lib/client/file_storage.ts";
import type { UploadingMessages } from "../../../lib/client/outbox_context.ts";
import type { OutgoingFiles } from "./outgoing_files.ts";
import type { TrayFiles } from "./tray_files.ts";

/** The lock of a tab whose trays are not empty: what a closed one left is shown in another. */
const TAB_LOCK = "palabre-tray ";

/** Brings back what was in the trays of this tab, and of tabs that are closed, once the outbox is read. */
export function restoreTrays(
  outbox: UploadingMessages,
  { storage, tab, outgoing, files }: {
    storage: FileStorage;
    tab: string;
    outgoing: OutgoingFiles;
    files: TrayFiles;
  },
): void {
  async function restore(): Promise<void> {
    const [kept, open] = await Promise.all([storage.list(), openTabs()]);
    const sent = outgoing.keys;
    const left = kept.filter((file) => !sent.has(file.key) && !files.has(file.key))
      .filter((file) => file.tab === tab || open !== undefined && !open.has(file.tab));
    // Of two tabs that begin at once, the one that comes later finds them taken.
    const own = left.map((file) => ({ ...file, tab }));
    await Promise.all(own.filter((_, n) => left[n]?.tab !== tab).map((file) => storage.put(file)));
    files.restore(own);
  }
  const stopListening = outbox.uploading.subscribe((entries) => {
    if (!entries) return;
    queueMicrotask(() => stopListening());
    restore().catch(() => {}); // nothing is kept where there is no storage
  });
  holdWhileFilled(tab, files);
}

/** The tabs of this browser whose trays are not empty; nothing where that cannot be known. */
async function openTabs(): Promise<Set<string> | undefined> {
  if (!navigator.locks) return undefined;
  const { held = [] } = await navigator.locks.query();
  return new Set(
    held.flatMap(({ name = "" }) => name.startsWith(TAB_LOCK) ? [name.slice(TAB_LOCK.length)] : []),
  );
}

/** Holds the tab's lock while there is something in its trays: a page with a lock is not kept for “back”. */
function holdWhileFilled(tab: string, files: TrayFiles): void {
  if (!navigator.locks) return;
  let release: (() => void) | undefined;
  files.isEmpty.subscribe((empty) => {
    release?.();
    release = undefined;
    if (empty) return;
    const held = Promise.withResolvers<void>();
    release = held.resolve;
    navigator.locks.request(TAB_LOCK + tab, () => held.promise).catch(() => {}); // the page goes
  });
}
