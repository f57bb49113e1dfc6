// The files that wait to be sent, by place, and their way to the server.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FileStorage, KeptFile } from "../../../lib/client/file_storage.ts";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import type { Locale } from "../../../lib/i18n/locale.ts";
import type { SharedFile } from "../../../lib/protocol/files.ts";
import { showOnTheWay } from "../../../lib/ui/files/on_the_way.ts";
import { typingPlace } from "../../../lib/client/typing.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { forgetFailure } from "../window/forget_failure.ts";
import { CarriedFile } from "./carried_file.ts";
import type { OutgoingFiles } from "./outgoing_files.ts";
import type { Take } from "./recording.ts";
import { NotTaken } from "./sending_error.ts";
import { focusField, type WritingPlace } from "./writing_place.ts";

/** A file in the tray. */
export interface TrayFile {
  carried: CarriedFile;
  name: string;
  size: number;
  /** `waiting`: for a connection, with which it is sent. */
  state: "sending" | "ready" | "failed" | "waiting";
  /** How much of it is there, from 0 to 1. */
  part: number;
  /** Why the server does not take it, in words; without it, the line was cut. */
  error?: string;
  /** What it shows, where somebody says so. */
  alt: string;
  /** The address of a picture of it, in this page. */
  picture?: string;
  placeRemoved?: boolean;
}

/** What files are kept by. */
export interface Keeping {
  storage: FileStorage;
  /** The name of this tab: it shows what was chosen in it, after a reload too. */
  tab: string;
  now(): number;
}

/** The trays of a window: each place keeps its own while one looks at another. */
export class TrayFiles {
  readonly #trays = signal<ReadonlyMap<string, readonly TrayFile[]>>(new Map());
  #saidThatNothingIsKept = false;

  constructor(
    private readonly window: ChatWindow,
    private readonly locale: Locale,
    private readonly keeping: Keeping,
    private readonly outgoing: OutgoingFiles,
  ) {}

  /** What is in the tray of a place. */
  at(place: WritingPlace): ReadonlySignal<readonly TrayFile[]> {
    return computed(() => this.#trays.value.get(key(place)) ?? []);
  }

  /** Whether nothing is in any of them. */
  readonly isEmpty = computed(() => [...this.#trays.value.values()].every((all) => !all.length));

  /** Whether a file is in one of them. */
  has(key: string): boolean {
    return [...this.#trays.peek().values()].flat().some(({ carried }) => carried.key === key);
  }

  /** Puts files into the tray of a place; says of those that are too many or too large. */
  add(place: WritingPlace, chosen: Iterable<File>): void {
    const { window } = this;
    const { words } = window;
    const limits = window.model.limits.value.files;
    if (!limits) return;
    forgetFailure(window); // of the files before
    for (const file of chosen) {
      if (this.#of(place).length >= limits.count) {
        window.showToast(words.t("file.too-many", { count: limits.count }), true);
        break;
      }
      if (file.size > limits.bytes || file.size === 0) {
        const most = bytesText(this.locale, limits.bytes);
        const why = file.size === 0 ? "file.empty" : "file.too-large";
        window.showToast(words.t(why, { name: file.name, most }), true);
        continue;
      }
      const { carried } = this.#carry(place, file);
      const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
      this.#show(place, carried, picture);
      void this.send(place, carried.key);
    }
    focusField(place);
  }

  /** Sends a voice message: it has no words that it would wait for. */
  async sendVoice(place: WritingPlace, { file, duration, wave }: Take): Promise<void> {
    const { carried, isKept } = this.#carry(place, file, { duration, wave });
    await isKept; // the message leads to what is kept
    this.outgoing.take(carried);
    const { conversation, thread } = place;
    await this.window.model.send(conversation, "", {
      ...(thread !== undefined && { thread }),
      files: [carried.placeholder],
      uploading: true,
    });
  }

  /** Shows again what an earlier page of this tab, or a tab that is closed, left in its trays. */
  restore(left: readonly KeptFile[]): void {
    for (const file of left) {
      const place: WritingPlace = { conversation: file.conversation, thread: file.thread };
      const carried = new CarriedFile(
        this.keeping.storage,
        file,
        undefined,
        (part) => this.#progress(place, file.key, part),
      );
      this.#show(place, carried);
      void this.send(place, file.key);
      if (!file.about.type.startsWith("image/")) continue;
      this.keeping.storage.bytes(file.key).then((bytes) => {
        if (!bytes) return;
        this.change(place, file.key, {
          picture: URL.createObjectURL(bytes.preview ?? bytes.whole),
        });
      }, () => {}); // it goes without a picture
    }
  }

  /** Brings it, or goes on where it was cut off. */
  async send(place: WritingPlace, key: string): Promise<void> {
    const one = this.#find(place, key);
    if (!one) return;
    this.change(place, key, { state: "sending", error: undefined });
    try {
      const { placeRemoved, size } = await one.carried.run();
      this.change(place, key, { state: "ready", part: 1, size, placeRemoved });
    } catch (error) {
      const said = error instanceof NotTaken ? error.message : undefined;
      const waits = said === undefined && !this.window.online;
      this.change(place, key, { state: waits ? "waiting" : "failed", error: said });
    }
  }

  /** From now on, what waits for a connection is sent when there is one. */
  start(): void {
    this.window.model.connection.subscribe(({ state }) => {
      if (state !== "online") return;
      for (const { state, carried: { place, key } } of [...this.#trays.peek().values()].flat()) {
        if (state === "waiting") void this.send(place, key);
      }
    });
  }

  change(place: WritingPlace, key: string, to: Partial<TrayFile>): void {
    const all = this.#of(place);
    if (to.alt !== undefined) this.#find(place, key)?.carried.describe(to.alt);
    this.#set(place, all.map((one) => one.carried.key === key ? { ...one, ...to } : one));
  }

  remove(place: WritingPlace, key: string): void {
    const { carried, picture } = this.#find(place, key) ?? {};
    carried?.cancel();
    if (picture) URL.revokeObjectURL(picture);
    this.#set(place, this.#of(place).filter((one) => one.carried.key !== key));
    focusField(place);
  }

  /** What goes with a message that is sent now: it leaves the tray, and the outbox waits for it. */
  take(place: WritingPlace): SharedFile[] {
    const taken = this.#of(place);
    this.#set(place, []);
    return taken.map(({ carried, picture, part }) => {
      showOnTheWay(carried.key, { picture, part });
      this.outgoing.take(carried);
      return carried.placeholder;
    });
  }

  /** Begins to carry a file, which is kept in this browser if that can be. */
  #carry(place: WritingPlace, file: File, voice?: Pick<Take, "duration" | "wave">) {
    const { storage, tab, now } = this.keeping;
    const { name, type, size } = file;
    const kept: KeptFile = {
      key: crypto.randomUUID(),
      tab,
      ...place,
      at: now(),
      bytes: size,
      about: { name, type: type || "application/octet-stream", size, ...voice },
    };
    const carried = new CarriedFile(storage, kept, { whole: file }, (part) => {
      this.#progress(place, kept.key, part);
    });
    const isKept = carried.keep().catch(() => this.#sayNothingIsKept());
    return { carried, isKept };
  }

  #progress(place: WritingPlace, key: string, part: number): void {
    if (this.#find(place, key)) this.change(place, key, { part });
    else showOnTheWay(key, { part });
  }

  #sayNothingIsKept(): void {
    if (this.#saidThatNothingIsKept) return;
    this.#saidThatNothingIsKept = true;
    this.window.showToast(this.window.words.t("file.not-kept"), true);
  }

  #show(place: WritingPlace, carried: CarriedFile, picture?: string): void {
    const { name, size, alt = "" } = carried.about;
    const one: TrayFile = { carried, name, size, state: "sending", part: 0, alt, picture };
    this.#set(place, [...this.#of(place), one]);
  }

  #of(place: WritingPlace): readonly TrayFile[] {
    return this.#trays.peek().get(key(place)) ?? [];
  }

  #find(place: WritingPlace, key: string): TrayFile | undefined {
    return this.#of(place).find(({ carried }) => carried.key === key);
  }

  #set(place: WritingPlace, now: readonly TrayFile[]): void {
    this.#trays.value = new Map([...this.#trays.peek(), [key(place), now]]);
  }
}

function key({ conversation, thread }: WritingPlace): string {
  return typingPlace(conversation, thread);
}
