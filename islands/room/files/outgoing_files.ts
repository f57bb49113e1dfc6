// Files of messages that were sent before they had come: brought from the outbox, once, by one tab.
import type { FileStorage } from "../../../lib/client/file_storage.ts";
import type { LiveChat } from "../../../lib/client/chat_model.ts";
import type { OutboxEntry } from "../../../lib/client/model.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import type { SharedFile } from "../../../lib/protocol/files.ts";
import { showOnTheWay } from "../../../lib/ui/files/on_the_way.ts";
import { CarriedFile, Forgotten } from "./carried_file.ts";
import { NotTaken } from "./sending_error.ts";
import { reportFault } from "../../report_fault.ts";

/** A line that was cut is tried again after so long, where nothing says that it is back. */
const AGAIN_MS = 15_000;

/** Brings the files of messages that wait for them, in the order of writing. */
export class OutgoingFiles {
  /** Those that this page knows from its tray. */
  readonly #carried = new Map<string, CarriedFile>();
  readonly #running = new Map<string, { stop: AbortController; files: readonly string[] }>();

  constructor(
    private readonly model: Pick<LiveChat, "outbox" | "connection">,
    private readonly storage: FileStorage,
    private readonly words: Translator,
  ) {}

  /** From now on, whatever waits is brought. */
  start(): void {
    this.model.outbox.uploading.subscribe((entries) => entries && this.#look(entries));
  }

  /** A file of a message that is sent now: it goes on as it is. */
  take(file: CarriedFile): void {
    this.#carried.set(file.key, file);
  }

  /** Keys of files that belong to messages. */
  get keys(): Set<string> {
    const entries = this.model.outbox.uploading.peek() ?? [];
    return new Set(entries.flatMap(({ files = [] }) => files.map(({ id }) => id)));
  }

  #look(entries: readonly OutboxEntry[]): void {
    const pending = entries.filter(({ state }) => state === "pending");
    for (const [id, { stop, files }] of this.#running) {
      if (pending.some((entry) => entry.id === id)) continue;
      stop.abort();
      this.#running.delete(id);
      if (!entries.some((entry) => entry.id === id)) this.#forget(files); // sent, or thrown away
    }
    for (const entry of pending) {
      if (this.#running.has(entry.id)) continue;
      const stop = new AbortController();
      const files = entry.files?.map(({ id }) => id) ?? [];
      this.#running.set(entry.id, { stop, files });
      inTurn(`palabre-upload ${entry.id}`, stop.signal, () => this.#bring(entry, stop.signal))
        .catch((error) => stop.signal.aborted || reportFault(error));
    }
  }

  async #bring({ id, files = [] }: OutboxEntry, stopped: AbortSignal): Promise<void> {
    const isOurs = files.every((file) => this.#carried.has(file.id));
    if (!isOurs) await this.model.outbox.readAgain(); // another tab may have brought them
    while (!stopped.aborted) {
      try {
        const come: SharedFile[] = [];
        for (const file of files) come.push(await (await this.#find(file.id)).run());
        if (stopped.aborted) return;
        this.#running.delete(id);
        await this.model.outbox.filled(id, come);
        return this.#forget(files.map((file) => file.id));
      } catch (error) {
        if (stopped.aborted) return;
        if (error instanceof NotTaken) return this.model.outbox.unfilled(id, error.error);
        if (error instanceof Forgotten) {
          const message = this.words.t("file.forgotten");
          return this.model.outbox.unfilled(id, { code: "unknown-message", message });
        }
        await this.#lineIsBack(stopped);
      }
    }
  }

  async #find(key: string): Promise<CarriedFile> {
    const known = this.#carried.get(key);
    if (known) return known;
    const kept = (await this.storage.list().catch(() => [])).find((file) => file.key === key);
    if (!kept) throw new Forgotten(`A file is not kept here`);
    const file = new CarriedFile(
      this.storage,
      kept,
      undefined,
      (part) => showOnTheWay(key, { part }),
    );
    this.#carried.set(key, file);
    if (kept.about.type.startsWith("image/")) this.#showPicture(key);
    return file;
  }

  #showPicture(key: string): void {
    this.storage.bytes(key).then((bytes) => {
      if (!bytes) return;
      showOnTheWay(key, { picture: URL.createObjectURL(bytes.preview ?? bytes.whole) });
    }, () => {}); // it goes without a picture
  }

  #forget(keys: readonly string[]): void {
    for (const key of keys) {
      this.#carried.get(key)?.forget();
      this.#carried.delete(key);
      showOnTheWay(key, undefined);
    }
    this.storage.remove(keys).catch(() => {}); // nothing is kept then
  }

  /** Resolves when the connection is back, or may be. */
  async #lineIsBack(stopped: AbortSignal): Promise<void> {
    const back = Promise.withResolvers<void>();
    let wasOnline = this.model.connection.peek().state === "online";
    const stopListening = this.model.connection.subscribe(({ state }) => {
      if (state === "online" && !wasOnline) back.resolve();
      wasOnline = state === "online";
    });
    const timer = setTimeout(() => back.resolve(), AGAIN_MS);
    stopped.addEventListener("abort", () => back.resolve(), { once: true });
    await back.promise;
    clearTimeout(timer);
    stopListening();
  }
}

/** One tab at a time, where the browser has locks. */
async function inTurn(name: string, signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return await run();
  await navigator.locks.request(name, { signal }, run);
}
