import type { FileStorage, KeptBytes, KeptFile } from "../../../lib/client/file_storage.ts";
import type { BroughtBlob } from "./sending_file.ts";
import type { SharedFile } from "../../../lib/protocol/files.ts";
import type { WritingPlace } from "./writing_place.ts";

/** What came so long ago is asked for again before it is sent, in milliseconds: the server may forget it. */
const FRESH_MS = 20 * 60_000;
/** A preview is so much of the way, where there is one. */
const PREVIEW_PART = 0.2;

/** The bytes of a file that was to be sent are in this browser no longer. */
export class Forgotten extends Error {
  override readonly name = "Forgotten";
}

/**
 * A file on its way to the server, and what this browser keeps of it meanwhile. It goes on where it
 * was, however often it is run, in whichever page.
 */
export class CarriedFile {
  #stop: ((alsoThere: boolean) => void) | undefined;
  #come: { ids: Pick<SharedFile, "id" | "preview">; at: number } | undefined;
  /** Where nothing is kept, or any more, nothing is written. */
  #isKept: boolean;

  constructor(
    private readonly storage: FileStorage,
    private kept: KeptFile,
    /** Without it, the bytes are those that are stored. */
    private bytes: KeptBytes | undefined,
    private readonly progress: (part: number) => void,
  ) {
    this.#isKept = bytes === undefined;
  }

  get key(): string {
    return this.kept.key;
  }

  /** Where it was chosen. */
  get place(): WritingPlace {
    return { conversation: this.kept.conversation, thread: this.kept.thread };
  }

  /** What is known of it, before it is on the server. */
  get about(): KeptFile["about"] {
    return this.kept.about;
  }

  /** What goes into a message in its place until it has come. */
  get placeholder(): SharedFile {
    return { ...this.about, id: this.key };
  }

  /** Keeps it in this browser, as it was chosen. Rejects where that is not possible. */
  async keep(): Promise<void> {
    this.#isKept = true; // what is known meanwhile is written after it
    try {
      await this.storage.put(this.kept, this.bytes);
    } catch (error) {
      this.#isKept = false;
      throw error;
    }
  }

  /** Says something else of it. */
  describe(alt: string): void {
    const { alt: _, ...about } = this.kept.about;
    this.#note({ about: alt.trim() ? { ...about, alt: alt.trim() } : about });
  }

  /** Brings it; gives what a message says of it. Rejects with `NotTaken`, `Forgotten`, or when it is cut off. */
  async run(): Promise<SharedFile> {
    if (this.#come && performance.now() - this.#come.at < FRESH_MS) {
      return { ...this.about, ...this.#come.ids };
    }
    const { BroughtBlob, prepareFile } = await import("./sending_file.ts");
    const bytes = this.bytes ??= await this.#stored();
    if (!this.kept.prepared) {
      const { about, ...prepared } = await prepareFile(bytes.whole, this.about.name);
      const { alt, duration, wave } = this.about;
      const said = { ...(alt && { alt }), ...(wave !== undefined && { duration, wave }) };
      this.bytes = prepared;
      const all = prepared.whole.size + (prepared.preview?.size ?? 0);
      this.#note({ about: { ...about, ...said }, bytes: all, prepared: true }, prepared);
    }
    const { whole, preview } = this.bytes;
    const ofWhole = preview ? 1 - PREVIEW_PART : 1;
    const id = await this.#bring(
      new BroughtBlob(whole, this.about.name, this.kept.urls?.whole, {
        progress: (part) => this.progress(part * ofWhole),
        begun: (url) => this.#note({ urls: { ...this.kept.urls, whole: url } }),
      }),
    );
    const previewId = preview && await this.#bring(
      new BroughtBlob(preview, "preview.webp", this.kept.urls?.preview, {
        progress: (part) => this.progress(ofWhole + part * PREVIEW_PART),
        begun: (url) => this.#note({ urls: { ...this.kept.urls, preview: url } }),
      }),
    );
    const ids = { id, ...(previewId && { preview: previewId }) };
    this.#come = { ids, at: performance.now() };
    return { ...this.about, ...ids };
  }

  /** Takes it out: here, and on the server. */
  cancel(): void {
    this.#stop?.(true);
    this.forget();
  }

  /** It was sent, or is sent by nobody: nothing of it is kept here. */
  forget(): void {
    this.#stop?.(false);
    this.#isKept = false;
    this.storage.remove([this.key]).catch(() => {}); // it was not kept
  }

  async #bring(blob: BroughtBlob): Promise<string> {
    const before = this.#stop;
    this.#stop = (alsoThere) => {
      before?.(alsoThere);
      blob.stop(alsoThere);
    };
    return await blob.run();
  }

  async #stored(): Promise<KeptBytes> {
    const bytes = await this.storage.bytes(this.key).catch(() => undefined);
    if (!bytes) throw new Forgotten(`“${this.about.name}” is not kept here`);
    return bytes;
  }

  #note(change: Partial<KeptFile>, bytes?: KeptBytes): void {
    this.kept = { ...this.kept, ...change };
    if (this.#isKept) this.storage.put(this.kept, bytes).catch(() => {}); // that it is not kept was said
  }
}
