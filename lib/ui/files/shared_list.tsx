import { bytesText } from "../../i18n/sizes.ts";
import type { ConversationSummary, MessageEvent } from "../../protocol/events.ts";
import { type FileKind, kindOf, type SharedFile } from "../../protocol/files.ts";
import { fileIcons } from "../elements/file_icons.tsx";
import { IconLink } from "../elements/icon_button.tsx";
import { filePath, messagePath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { endingShown } from "./file_card.tsx";
import { fileLabel } from "./file_label.ts";

export interface SharedListProps {
  conversation: ConversationSummary;
  /** With files, the newest first. */
  messages: readonly MessageEvent[];
  /** All of them, where none is named. */
  kind?: FileKind;
  nameOf(user: string): string;
  /** Goes to a message in this page; without it, the link is followed. */
  onGo?(event: Event, seq: number): void;
}

/** What was shared in a conversation, by days of the last week, then by months; each leads to its message. */
export function SharedList({ messages, kind, ...place }: SharedListProps) {
  const { times, now, preferences: { locale, timeZone } } = useReading();
  const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone });
  const parts = Map.groupBy(messages, ({ at }) => shelfOf(times.dayKey(at), times.dayKey(now)));
  return (
    <div class="shelf">
      {[...parts].map(([key, together]) => {
        const [first] = together;
        return (
          <section key={key}>
            <h2>
              {key.length === MONTH_KEY
                ? month.format(first?.at ?? now)
                : times.day(first?.at ?? now, now)}
            </h2>
            <ul>
              {picturesFirst(together, kind).map((item) => (
                <SharedItem key={item.file.id} {...place} {...item} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The files of a kind, or all: pictures stand in a grid, and the others below it. */
function picturesFirst(messages: readonly MessageEvent[], kind: FileKind | undefined) {
  const all = messages.flatMap((message) =>
    (message.files ?? []).filter((file) => !kind || kindOf(file) === kind)
      .map((file) => ({ message, file }))
  );
  const [pictures, others] = [true, false].map((wanted) =>
    all.filter(({ file }) => (kindOf(file) === "picture") === wanted)
  );
  return [...pictures ?? [], ...others ?? []];
}

/** The length of “2026-11”. */
const MONTH_KEY = 7;
const DAY_MS = 86_400_000;

/** What stands under one heading: a day within a week of today, a month before that. */
export function shelfOf(day: string, today: string): string {
  const ago = (Date.parse(today) - Date.parse(day)) / DAY_MS;
  return ago < 7 ? day : day.slice(0, MONTH_KEY);
}

function SharedItem(
  { conversation, message, file, nameOf, onGo }:
    & { message: MessageEvent; file: SharedFile }
    & Omit<SharedListProps, "messages" | "kind">,
) {
  const { words, times, preferences: { locale } } = useReading();
  const href = messagePath(conversation, message.seq);
  const label = fileLabel(words, file);
  const go = (event: Event) => onGo?.(event, message.seq);
  const who = words.t("message.by-at", { name: nameOf(message.by), time: times.full(message.at) });
  if (kindOf(file) === "picture") {
    return (
      <li class="shelf-picture">
        <a href={href} onClick={go} title={who} aria-label={`${label}, ${who}`}>
          <img src={filePath(file.preview ?? file.id)} alt="" loading="lazy" />
        </a>
      </li>
    );
  }
  return (
    <li class="file">
      <span class="thumb" aria-hidden="true">
        {kindOf(file) === "voice" ? <fileIcons.mic /> : endingShown(file.name)}
      </span>
      <a href={href} onClick={go}>
        <b dir="auto">{label}</b>
        <small>{nameOf(message.by)} · {bytesText(locale, file.size)}</small>
      </a>
      <IconLink
        label={words.t("file.save", { name: label })}
        icon={fileIcons.save}
        href={`${filePath(file.id)}?save`}
        download={file.name}
      />
    </li>
  );
}
