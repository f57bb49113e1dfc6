// Files that go with what one writes: chosen, pasted or dropped, and on their way. Loaded late.
import { computed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { fileStorage } from "../../../lib/client/file_storage.ts";
import { typingPlace } from "../../../lib/client/typing.ts";
import { ALT_LENGTH } from "../../../lib/protocol/requests/shared_files.ts";
import { systemClock, systemRandom } from "../../../lib/runtime/clock.ts";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import { endingShown, FileCard } from "../../../lib/ui/files/file_card.tsx";
import { fileCard, fileNaming } from "../../../lib/ui/files/file_card_part.ts";
import { fileLabel } from "../../../lib/ui/files/file_label.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { isLocale, type Locale } from "../../../lib/i18n/locale.ts";
import type { Translator } from "../../../lib/i18n/translator.ts";
import { MenuButton } from "../overlays/menu_button.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import { tabName } from "../window/tab_name.ts";
import { listenToDrops } from "./drops.tsx";
import { OutgoingFiles } from "./outgoing_files.ts";
import { restoreTrays } from "./restore_trays.ts";
import { type TrayFile, TrayFiles } from "./tray_files.ts";
import type { PlaceTray } from "./tray_part.ts";
import { createVoice, type Voice } from "./voice.tsx";
import type { WritingPlace } from "./writing_place.ts";

/** Opens the trays of a window once: files come by their button, by pasting, and by dropping. */
export function openTray(window: ChatWindow): void {
  if (window.tray.peek()) return;
  fileCard.value = FileCard;
  fileNaming.value = fileLabel;
  const { model, words } = window;
  const locale = readLocale();
  const tab = tabName(systemRandom.uuid);
  const storage = fileStorage(model.me.peek()?.id ?? "", () => systemClock.now());
  const outgoing = new OutgoingFiles(model, storage, words);
  const keeping = { storage, tab, now: () => systemClock.now() };
  const files = new TrayFiles(window, locale, keeping, outgoing);
  outgoing.start();
  files.start();
  restoreTrays(model.outbox, { storage, tab, outgoing, files });

  document.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.files;
    const field = event.target instanceof Element ? event.target.closest(".composer") : null;
    const place = field && placeAround(window, field);
    if (!pasted || pasted.length === 0 || !place) return;
    event.preventDefault();
    files.add(place, pasted);
  });
  listenToDrops(window, locale, (over, chosen) => {
    const place = placeAround(window, over);
    if (place) files.add(place, chosen);
  });
  const voice = createVoice(window, (place, take) => {
    files.sendVoice(place, take).catch((error) => window.showError(error));
  });
  const trays = new Map<string, PlaceTray>();
  window.tray.value = {
    add: (place, chosen) => files.add(place, chosen),
    at(place) {
      const key = typingPlace(place.conversation, place.thread);
      const known = trays.get(key);
      if (known) return known;
      const tray = placeTray({ window, locale, files, voice }, place);
      trays.set(key, tray);
      return tray;
    },
  };
}

/** Where the composer is that something is beside, or in: the thread that is open, or the conversation. */
function placeAround(window: ChatWindow, element: Element): WritingPlace | undefined {
  const conversation = window.current.peek();
  if (conversation === undefined) return undefined;
  const open = window.thread.peek();
  const thread = element.closest(".aside") ? open?.root : undefined;
  return thread === undefined ? { conversation } : { conversation, thread };
}

/** The tray of one place. */
function placeTray(
  { window, locale, files, voice }: {
    window: ChatWindow;
    locale: Locale;
    files: TrayFiles;
    voice: Voice;
  },
  place: WritingPlace,
): PlaceTray {
  const { words } = window;
  const shown = files.at(place);
  return {
    count: computed(() => shown.value.length),
    hinders: () =>
      shown.peek().some(({ error }) => error !== undefined)
        ? words.t("file.one-failed")
        : undefined,
    take: () => files.take(place),
    Attach: () => (
      <>
        <Add window={window} place={place} add={(chosen) => files.add(place, chosen)} />
        {canRecord() && <voice.Microphone place={place} />}
      </>
    ),
    View() {
      if (shown.value.length === 0) return <voice.Pane place={place} />;
      return (
        <>
          <voice.Pane place={place} />
          <ul class="tray" aria-label={words.t("file.tray")}>
            {shown.value.map((one) => (
              <TrayItem
                key={one.carried.key}
                file={one}
                words={words}
                locale={locale}
                online={window.online}
                onAlt={(alt) => files.change(place, one.carried.key, { alt })}
                onRetry={() => void files.send(place, one.carried.key)}
                onRemove={() => files.remove(place, one.carried.key)}
              />
            ))}
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

/** What goes with a text or instead of it: in a thread files, elsewhere a poll as well, and what is put off. */
function Add({ window, place, add }: {
  window: ChatWindow;
  place: WritingPlace;
  add(files: Iterable<File>): void;
}) {
  const { words } = window;
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  const conversation = place.thread === undefined ? window.find(place.conversation) : undefined;
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
      {conversation
        ? (
          <MenuButton
            label={words.t("file.add")}
            icon={icons.plus}
            items={() => [
              { text: words.t("file.attach"), icon: fileIcons.clip, run: choose },
              {
                text: words.t("poll.title"),
                icon: fileIcons.poll,
                run() {
                  window.overlay.value = { is: "poll", conversation, question: "", options: [] };
                },
              },
              {
                text: words.t("later.title"),
                icon: icons.clock,
                run() {
                  window.overlay.value = { is: "later" };
                },
              },
            ]}
          />
        )
        : <IconButton label={words.t("file.attach")} icon={fileIcons.clip} onClick={choose} />}
    </>
  );
}

function TrayItem({ file: one, words, locale, online, onAlt, onRetry, onRemove }: {
  file: TrayFile;
  words: Translator;
  locale: Locale;
  online: boolean;
  onAlt(alt: string): void;
  onRetry(): void;
  onRemove(): void;
}) {
  const { name, size, state, part, error, picture, alt } = one;
  const said = bytesText(locale, size);
  const waits = state === "waiting" || state === "sending" && !online;
  const how = state === "failed"
    ? error ?? words.t("file.cut")
    : state === "ready"
    ? words.t(one.placeRemoved ? "file.ready-no-place" : "file.ready", { size: said })
    : waits
    ? words.t("file.waits", { size: said })
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
      {state === "sending" && !waits && (
        <progress value={part} aria-label={words.t("file.sending", { name })} />
      )}
    </li>
  );
}
