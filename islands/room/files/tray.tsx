// Files that go with what one writes: chosen, pasted or dropped, and on their way. Loaded late.
import { computed, signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { SharedFile } from "../../../lib/protocol/files.ts";
import { ALT_LENGTH } from "../../../lib/protocol/requests/shared_files.ts";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import { endingShown, FileCard } from "../../../lib/ui/files/file_card.tsx";
import { fileCard } from "../../../lib/ui/files/file_card_part.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { isLocale, type Locale } from "../../../lib/i18n/locale.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { listenToDrops } from "./drops.tsx";
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
}

/** Opens the tray of a window once: files come by its button, by pasting, and by dropping. */
export function openTray(window: ChatWindow): void {
  if (window.tray.peek()) return;
  fileCard.value = FileCard;
  const { words } = window;
  const locale = readLocale();
  /** By conversation: each has its own, and keeps it while one looks at another. */
  const trays = signal<ReadonlyMap<ConversationId, readonly TrayFile[]>>(new Map());
  const files = computed(() => trays.value.get(window.current.value ?? "") ?? []);
  let made = 0;

  function set(conversation: ConversationId, now: readonly TrayFile[]): void {
    trays.value = new Map([...trays.peek(), [conversation, now]]);
  }
  function change({ conversation, key }: Place, to: Partial<TrayFile>): void {
    const all = trays.peek().get(conversation) ?? [];
    set(conversation, all.map((one) => one.key === key ? { ...one, ...to } : one));
  }
  const find = ({ conversation, key }: Place) =>
    trays.peek().get(conversation)?.find((one) => one.key === key);

  function add(chosen: Iterable<File>): void {
    const limits = window.model.limits.value.files;
    const conversation = window.current.peek();
    if (!limits || conversation === undefined) return;
    for (const file of chosen) {
      const now = trays.peek().get(conversation) ?? [];
      if (now.length >= limits.count) {
        window.showToast(words.t("file.too-many", { count: limits.count }), true);
        break;
      }
      if (file.size > limits.bytes || file.size === 0) {
        const most = bytesText(locale, limits.bytes);
        const why = file.size === 0 ? "file.empty" : "file.too-large";
        window.showToast(words.t(why, { name: file.name, most }), true);
        continue;
      }
      const key = `file-${++made}`;
      const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined;
      set(conversation, [...now, { key, file, state: "sending", part: 0, alt: "", picture }]);
      void send({ conversation, key }, file);
    }
    focusField();
  }

  async function send(place: Place, file: File): Promise<void> {
    try {
      change(place, { state: "sending", error: undefined });
      const sending: SendingFile = find(place)?.sending ??
        await prepared(file, (part) => change(place, { part }));
      change(place, { sending });
      if (!find(place)) return; // it was taken out meanwhile
      change(place, { shared: await sending.run(), state: "ready", part: 1 });
    } catch (error) {
      const said = error instanceof Error && error.name === "Refused" ? error.message : "";
      change(place, { state: "failed", error: said || words.t("file.cut") });
    }
  }

  function remove({ key, sending, picture }: TrayFile, conversation: ConversationId): void {
    sending?.cancel();
    if (picture) URL.revokeObjectURL(picture);
    set(conversation, (trays.peek().get(conversation) ?? []).filter((one) => one.key !== key));
    focusField();
  }

  document.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.files;
    const isHere = event.target instanceof Element && event.target.closest(".composer");
    if (!pasted || pasted.length === 0 || !isHere) return;
    event.preventDefault();
    add(pasted);
  });
  listenToDrops(window, locale, add);

  window.tray.value = {
    count: computed(() => files.value.length),
    hinders() {
      const all = files.peek();
      if (all.some(({ state }) => state === "failed")) return words.t("file.one-failed");
      return all.some(({ state }) => state === "sending") ? words.t("file.wait") : undefined;
    },
    take() {
      const taken = files.peek().flatMap(({ shared, alt }) =>
        shared ? [{ ...shared, ...(alt.trim() && { alt: alt.trim() }) }] : []
      );
      set(window.current.peek() ?? "", []);
      return taken;
    },
    Attach: () => <Attach words={words} add={add} />,
    View() {
      const conversation = window.current.value ?? "";
      if (files.value.length === 0) return null;
      return (
        <ul class="tray" aria-label={words.t("file.tray")}>
          {files.value.map((one) => (
            <TrayItem
              key={one.key}
              file={one}
              words={words}
              locale={locale}
              onAlt={(alt) => change({ conversation, key: one.key }, { alt })}
              onRetry={() => void send({ conversation, key: one.key }, one.file)}
              onRemove={() => remove(one, conversation)}
            />
          ))}
        </ul>
      );
    },
  };
}

interface Place {
  conversation: ConversationId;
  key: string;
}

/** The language of the page. */
function readLocale(): Locale {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : "en";
}

function focusField(): void {
  document.querySelector<HTMLElement>(".composer textarea")?.focus();
}

function Attach({ words, add }: { words: Translator; add(files: Iterable<File>): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          add([...event.currentTarget.files ?? []]);
          event.currentTarget.value = "";
        }}
      />
      <IconButton
        label={words.t("file.attach")}
        icon={fileIcons.clip}
        onClick={() => input.current?.click()}
      />
    </>
  );
}

async function prepared(file: File, progress: (part: number) => void): Promise<SendingFile> {
  const { prepareFile } = await import("./sending_file.ts");
  return await prepareFile(file, progress);
}

function TrayItem({ file: one, words, locale, onAlt, onRetry, onRemove }: {
  file: TrayFile;
  words: Translator;
  locale: Locale;
  onAlt(alt: string): void;
  onRetry(): void;
  onRemove(): void;
}) {
  const { file: { name, size }, state, part, error, picture, alt } = one;
  const said = bytesText(locale, size);
  const how = state === "failed"
    ? error
    : state === "ready"
    ? words.t(one.shared?.placeRemoved ? "file.ready-no-place" : "file.ready", { size: said })
    : words.t("file.part", { size: said, part: String(Math.floor(part * 100)) });
  return (
    <li class="upload" data-state={state}>
      <span class="thumb" aria-hidden="true">
        {picture ? <img src={picture} alt="" /> : endingShown(name)}
      </span>
      <div>
        <b dir="auto">{name}</b>
        <small role={state === "sending" ? undefined : "status"}>{how}</small>
      </div>
      <span class="ends">
        {state === "failed" && (
          <IconButton label={words.t("message.retry")} icon={fileIcons.retry} onClick={onRetry} />
        )}
        <IconButton
          label={words.t("file.remove", { name })}
          icon={icons.close}
          onClick={onRemove}
        />
      </span>
      {picture && (
        <input
          class="alt"
          maxLength={ALT_LENGTH}
          value={alt}
          dir="auto"
          placeholder={words.t("file.alt")}
          aria-label={words.t("file.alt-of", { name })}
          onInput={(event) => onAlt(event.currentTarget.value)}
        />
      )}
      {state === "sending" && (
        <progress value={part} aria-label={words.t("file.sending", { name })} />
      )}
    </li>
  );
}
