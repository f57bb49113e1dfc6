// Files that go with what one writes: chosen, pasted or dropped, and on their way. Loaded late.
import { computed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ALT_LENGTH } from "../../../lib/protocol/requests/shared_files.ts";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import { durationText } from "../../../lib/ui/files/duration.ts";
import { endingShown, FileCard } from "../../../lib/ui/files/file_card.tsx";
import { fileCard, fileNaming } from "../../../lib/ui/files/file_card_part.ts";
import { fileLabel } from "../../../lib/ui/files/file_label.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { isLocale, type Locale } from "../../../lib/i18n/locale.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { listenToDrops } from "./drops.tsx";
import { type TrayFile, TrayFiles } from "./tray_files.ts";
import { createVoice } from "./voice.tsx";

/** Opens the tray of a window once: files come by its button, by pasting, and by dropping. */
export function openTray(window: ChatWindow): void {
  if (window.tray.peek()) return;
  fileCard.value = FileCard;
  fileNaming.value = fileLabel;
  const { words } = window;
  const locale = readLocale();
  const files = new TrayFiles(window, locale);
  const add = (chosen: Iterable<File>) => files.add(chosen);

  document.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.files;
    const isHere = event.target instanceof Element && event.target.closest(".composer");
    if (!pasted || pasted.length === 0 || !isHere) return;
    event.preventDefault();
    add(pasted);
  });
  listenToDrops(window, locale, add);
  const voice = createVoice(window, (conversation, { file, duration, wave }) => {
    files.bring(conversation, file, { voice: { duration, wave } });
  });

  window.tray.value = {
    count: computed(() => files.attached.value.length),
    hinders() {
      const all = files.attached.peek();
      if (all.some(({ state }) => state === "failed")) return words.t("file.one-failed");
      return all.some(({ state }) => state === "sending") ? words.t("file.wait") : undefined;
    },
    take: () => files.take(),
    Attach: () => (
      <>
        <Attach words={words} add={add} />
        {canRecord() && <voice.Microphone />}
      </>
    ),
    View() {
      const conversation = window.current.value ?? "";
      if (files.shown.value.length === 0) return <voice.Pane />;
      return (
        <>
          <voice.Pane />
          <ul class="tray" aria-label={words.t("file.tray")}>
            {files.shown.value.map((one) => {
              const place = { conversation, key: one.key };
              return (
                <TrayItem
                  key={one.key}
                  file={one}
                  words={words}
                  locale={locale}
                  onAlt={(alt) => files.change(place, { alt })}
                  onRetry={() => void files.send(place)}
                  onRemove={() => files.remove(place)}
                />
              );
            })}
          </ul>
        </>
      );
    },
  };
}

/** Whether this browser can record, and is let: over https alone. */
function canRecord(): boolean {
  return "MediaRecorder" in globalThis && navigator.mediaDevices?.getUserMedia !== undefined;
}

/** The language of the page. */
function readLocale(): Locale {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : "en";
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

function TrayItem({ file: one, words, locale, onAlt, onRetry, onRemove }: {
  file: TrayFile;
  words: Translator;
  locale: Locale;
  onAlt(alt: string): void;
  onRetry(): void;
  onRemove(): void;
}) {
  const { file: { size }, state, part, error, picture, alt } = one;
  const name = one.voice
    ? words.t("voice.message", { time: durationText(one.voice.duration) })
    : one.file.name;
  const said = bytesText(locale, size);
  const how = state === "failed"
    ? error
    : state === "ready"
    ? words.t(one.shared?.placeRemoved ? "file.ready-no-place" : "file.ready", { size: said })
    : words.t("file.part", { size: said, part: String(Math.floor(part * 100)) });
  return (
    <li class="upload" data-state={state}>
      <span class="thumb" aria-hidden="true">
        {picture ? <img src={picture} alt="" /> : one.voice ? <fileIcons.mic /> : endingShown(name)}
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
