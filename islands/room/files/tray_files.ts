// The files that wait to be sent, by conversation, and their way to the server.
import { computed, signal } from "@preact/signals";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import type { Locale } from "../../../lib/i18n/locale.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { SharedFile } from "../../../lib/protocol/files.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Take } from "./recording.ts";
import type { SendingFile } from "./sending_file.ts";

/** A file in the tray. */
export interface TrayFile {
  key: string;
  file: File;
  state: "sending" | "ready" | "failed";
  /** How much of it is there, from 0 to 1. */
  part: number;
  /** Why it failed, in words. */
  error?: string;
  /** What it shows, where somebody says so. */
  alt: string;
  /** The address of a picture of it, in this page. */
  picture?: string;
  shared?: SharedFile;
  sending?: SendingFile;
  /** It is a voice message, and goes by itself once it has come. */
  voice?: Pick<Take, "duration" | "wave">;
}

/** A file by its tray. */
export interface TrayPlace {
  conversation: ConversationId;
  key: string;
}

/** The trays of a window: each conversation keeps its own while one looks at another. */
export class TrayFiles {
  readonly #trays = signal<ReadonlyMap<ConversationId, readonly TrayFile[]>>(new Map());
  /** Of the conversation that is open. */
  readonly shown = computed(() => this.#trays.value.get(this.window.current.value ?? "") ?? []);
  /** Of those, what goes with the next message. */
  readonly attached = computed(() => this.shown.value.filter(({ voice }) => !voice));

  constructor(private readonly window: ChatWindow, private readonly locale: Locale) {}

  /** Puts files into the tray of the open conversation; says of those that are too many or too large. */
  add(chosen: Iterable<File>): void {
    const { window } = this;
    const { words } = window;
    const limits = window.model.limits.value.files;
    const conversation = window.current.peek();
    if (!limits || conversation === undefined) return;
    for (const file of chosen) {
      if (this.#of(conversation).length >= limits.count) {
        window.showToast(words.t("file.too-many", { count: limits.count }), true);
        break;
      }
      if (file.size > limits.bytes || file.size === 0) {
        const most = bytesText(this.locale, limits.bytes);
        const why = file.size === 0 ? "file.empty" : "file.too-large";
        window.showToast(words.t(why, { name: file.name, most }), true);
        continue;
      }
      const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
      this.bring(conversation, file, { picture });
    }
    focusField();
  }

  /** Puts a file into a tray, and brings it to the server. */
  bring(
    conversation: ConversationId,
    file: File,
    more: Pick<TrayFile, "picture" | "voice">,
  ): void {
    const key = crypto.randomUUID();
    const one: TrayFile = { key, file, state: "sending", part: 0, alt: "", ...more };
    this.#set(conversation, [...this.#of(conversation), one]);
    void this.send({ conversation, key });
  }

  /** Brings it, or goes on where it was cut off. */
  async send(place: TrayPlace): Promise<void> {
    const one = this.#find(place);
    if (!one) return;
    try {
      this.change(place, { state: "sending", error: undefined });
      const sending: SendingFile = one.sending ??
        await prepared(one.file, (part) => this.change(place, { part }));
      this.change(place, { sending });
      if (!this.#find(place)) return; // it was taken out meanwhile
      const shared = { ...await sending.run(), ...one.voice };
      if (!one.voice) return this.change(place, { shared, state: "ready", part: 1 });
      await this.window.model.send(place.conversation, "", { files: [shared] });
      this.#takeOut(place);
    } catch (error) {
      const said = error instanceof Error && error.name === "Refused" ? error.message : "";
      this.change(place, { state: "failed", error: said || this.window.words.t("file.cut") });
    }
  }

  change({ conversation, key }: TrayPlace, to: Partial<TrayFile>): void {
    this.#set(
      conversation,
      this.#of(conversation).map((one) => one.key === key ? { ...one, ...to } : one),
    );
  }

  remove(place: TrayPlace): void {
    const { sending, picture } = this.#find(place) ?? {};
    sending?.cancel();
    if (picture) URL.revokeObjectURL(picture);
    this.#takeOut(place);
    focusField();
  }

  /** What goes with a message that is sent now: it leaves the tray. */
  take(): SharedFile[] {
    const conversation = this.window.current.peek() ?? "";
    const taken = this.attached.peek();
    for (const { key } of taken) this.#takeOut({ conversation, key });
    return taken.flatMap(({ shared, alt }) =>
      shared ? [{ ...shared, ...(alt.trim() && { alt: alt.trim() }) }] : []
    );
  }

  #takeOut({ conversation, key }: TrayPlace): void {
    this.#set(conversation, this.#of(conversation).filter((one) => one.key !== key));
  }

  #of(conversation: ConversationId): readonly TrayFile[] {
    return this.#trays.peek().get(conversation) ?? [];
  }

  #find({ conversation, key }: TrayPlace): TrayFile | undefined {
    return this.#of(conversation).find((one) => one.key === key);
  }

  #set(conversation: ConversationId, now: readonly TrayFile[]): void {
    this.#trays.value = new Map([...this.#trays.peek(), [conversation, now]]);
  }
}

function focusField(): void {
  document.querySelector<HTMLElement>(".composer textarea")?.focus();
}

async function prepared(file: File, progress: (part: number) => void): Promise<SendingFile> {
  const { prepareFile } = await import("./sending_file.ts");
  return await prepareFile(file, progress);
}
