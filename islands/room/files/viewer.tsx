import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { bytesText } from "../../../lib/i18n/sizes.ts";
import { kindOf, type SharedFile } from "../../../lib/protocol/files.ts";
import { Avatar } from "../../../lib/ui/elements/avatar.tsx";
import { ModalDialog } from "../../../lib/ui/elements/dialog.tsx";
import { fileIcons } from "../../../lib/ui/elements/file_icons.tsx";
import { IconButton, IconLink } from "../../../lib/ui/elements/icon_button.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { filePath } from "../../../lib/ui/paths.ts";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationMention } from "../../../lib/ui/room/page_title.ts";
import type { ActTarget } from "../acts/act.ts";

/** So far a finger moves to turn the page, or to close: in pixels. */
const SWIPE = 60;

/** The pictures of a message, one at a time: by keys, by a finger, or by the buttons. */
export function Viewer({ target, file: first, onClose }: {
  target: ActTarget;
  /** The id of the one that it opens at. */
  file: string;
  onClose(): void;
}) {
  const { words, times, preferences } = useReading();
  const { event, item, conversation } = target;
  const pictures = (event.files ?? []).filter((file) => kindOf(file) === "picture");
  const [at, setAt] = useState(() => Math.max(0, pictures.findIndex(({ id }) => id === first)));
  const [actual, setActual] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const from = useRef<{ x: number; y: number } | undefined>(undefined);
  const shown = pictures[at];
  if (!shown) return null;
  const name = personLabel(words, { id: event.by, ...item.author });

  function turn(by: number): void {
    setActual(false);
    setAt((now) => Math.min(Math.max(now + by, 0), pictures.length - 1));
  }
  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rtl = document.dir === "rtl" ? -1 : 1;
    const does: Record<string, () => void> = {
      ArrowLeft: () => turn(-rtl),
      ArrowRight: () => turn(rtl),
      Home: () => turn(-pictures.length),
      End: () => turn(pictures.length),
      z: () => setActual(!actual),
      d: () => link.current?.click(),
    };
    const act = does[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
  function onPointerUp({ clientX, clientY, pointerType }: TargetedPointerEvent<HTMLElement>): void {
    const began = from.current;
    from.current = undefined;
    if (!began || pointerType === "mouse" || actual) return;
    const [x, y] = [clientX - began.x, clientY - began.y];
    if (y > SWIPE && y > Math.abs(x)) onClose();
    else if (Math.abs(x) > SWIPE) turn(x < 0 ? 1 : -1);
  }

  return (
    <ModalDialog label={words.t("viewer.label", { name })} onClose={onClose}>
      <div class="viewer" onKeyDown={onKeyDown} data-focus tabIndex={-1}>
        <header>
          <Avatar id={event.by} name={item.author.name} />
          <div>
            <b dir="auto">{name}</b>
            <small>
              {conversationMention(words, conversation)} · {times.full(event.at)}
              {pictures.length > 1 &&
                ` · ${words.t("viewer.of", { n: `${at + 1}`, all: `${pictures.length}` })}`}
            </small>
          </div>
          <IconLink
            ref={link}
            label={words.t("viewer.save")}
            icon={fileIcons.save}
            href={`${filePath(shown.id)}?save`}
            download={shown.name}
          />
          <IconButton
            label={words.t("viewer.actual")}
            icon={fileIcons.zoom}
            aria-pressed={actual}
            onClick={() => setActual(!actual)}
          />
          <IconButton label={words.t("close")} icon={icons.close} onClick={onClose} />
        </header>
        <figure
          data-actual={actual ? "" : undefined}
          onPointerDown={({ clientX: x, clientY: y }) => from.current = { x, y }}
          onPointerUp={onPointerUp}
        >
          <img
            key={shown.id}
            src={filePath(actual ? shown.id : shown.preview ?? shown.id)}
            width={shown.width}
            height={shown.height}
            alt={shown.alt ?? words.t("file.picture")}
            data-thumb={shown.thumbHash}
            draggable={false}
          />
          {event.text !== "" && <figcaption dir="auto">{event.text}</figcaption>}
        </figure>
        {pictures.length > 1 && (
          <>
            <Turn label={words.t("viewer.previous")} off={at === 0} onClick={() => turn(-1)} />
            <Turn
              next
              label={words.t("viewer.next")}
              off={at === pictures.length - 1}
              onClick={() => turn(1)}
            />
          </>
        )}
        <footer>
          <small role="status">{aboutOf(shown, words, preferences.locale)}</small>
          <small class="keys">
            {words.pieces("viewer.keys", {
              turn: <b>← →</b>,
              actual: <b>Z</b>,
              save: <b>D</b>,
              close: <b>Esc</b>,
            })}
          </small>
        </footer>
      </div>
    </ModalDialog>
  );
}

function Turn({ label, next, off, onClick }: {
  label: string;
  next?: boolean;
  off: boolean;
  onClick(): void;
}) {
  return (
    <span class={next ? "turn next" : "turn"}>
      <IconButton label={label} icon={icons.back} disabled={off} onClick={onClick} />
    </span>
  );
}

/** What is said of a picture: never by what or where it was taken. */
function aboutOf(
  { width, height, size, placeRemoved }: SharedFile,
  words: ReturnType<typeof useReading>["words"],
  locale: ReturnType<typeof useReading>["preferences"]["locale"],
): string {
  const said = [`${width} × ${height}`, bytesText(locale, size)];
  return (placeRemoved ? [words.t("viewer.no-place"), ...said] : said).join(" · ");
}
