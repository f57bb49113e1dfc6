import type { ComponentChildren } from "preact";
import { Avatar } from "../elements/avatar.tsx";
import { icons } from "../elements/icons.tsx";
import { personLabel } from "../people_names.ts";
import type { Reading } from "../reading.ts";
import { conversationMention, conversationTitle } from "../room/page_title.ts";
import { plainText } from "../../text/plain.ts";
import type { InboxEntry, SaidLine } from "./inbox_entries.ts";
import { reasonOf } from "./later_reason.ts";

/** How a line looks: who or what, where and why, and what is said below the words. */
export interface EntryLook {
  face: ComponentChildren;
  who: string;
  about?: string;
  why?: string;
}

/** The look of a line. */
export function lookOf(entry: InboxEntry, reading: Reading): EntryLook {
  const { words } = reading;
  const place = entry.conversation && conversationTitle(words, entry.conversation);
  switch (entry.is) {
    case "mention": {
      const about = listed(reading, words.t(`inbox.why.${entry.why}`), place);
      return { face: faceOf(entry), who: nameOf(entry, reading), about };
    }
    case "thread": {
      const excerpt = plainText(entry.about).replace(/\s+/g, " ");
      return {
        face: <Glyph icon={icons.thread} />,
        who: words.t("thread.new-replies", { count: entry.unread }),
        about: excerpt === "" ? place : words.t("inbox.thread", { text: excerpt }),
      };
    }
    case "bookmark":
      return {
        face: faceOf(entry),
        who: nameOf(entry, reading),
        about: place,
        ...(entry.note !== undefined && { why: words.t("inbox.bookmarked", { note: entry.note }) }),
      };
    case "draft":
      return { face: <Glyph icon={icons.write} />, who: words.t("inbox.draft"), about: place };
    case "scheduled": {
      const to = entry.conversation && conversationMention(words, entry.conversation);
      return {
        face: <Glyph icon={icons.send} calls={entry.isNew} />,
        who: words.t("later.scheduled"),
        ...(to !== undefined && { about: words.t("later.to", { place: to }) }),
        ...(entry.failed !== undefined && {
          why: words.t("later.not-sent", { reason: words.t(reasonOf(entry.failed)) }),
        }),
      };
    }
    case "reminder": {
      const asked = words.t("inbox.asked", {
        when: reading.times.brief(entry.askedAt, reading.now),
      });
      const author = entry.author && personLabel(words, entry.author);
      return {
        face: <Glyph icon={icons.clock} calls={entry.isNew} />,
        who: words.t("later.reminder"),
        about: place === undefined ? asked : listed(reading, place, author),
      };
    }
  }
}

/** “17:00” today, “Monday, 09:00” another day to come; of what is past, as lists have it. */
export function momentOf({ at }: InboxEntry, { times, now }: Reading): string {
  if (at <= now || times.dayKey(at) === times.dayKey(now)) return times.brief(at, now);
  return `${times.day(at, now)}, ${times.time(at)}`;
}

/** Who wrote the words of a line. */
export function nameOf({ by, author }: Pick<SaidLine, "by" | "author">, { words }: Reading) {
  return personLabel(words, { id: by, ...author });
}

function faceOf({ by, author }: SaidLine) {
  return <Avatar id={by} name={author.name} picture={author.picture} />;
}

function listed({ words }: Reading, first: string, second: string | undefined): string {
  return second === undefined ? first : words.t("sentence.list", { first, second });
}

function Glyph({ icon: Drawn, calls }: { icon: typeof icons.clock; calls?: boolean }) {
  return (
    <span class={calls ? "glyph calls" : "glyph"} aria-hidden="true">
      <Drawn />
    </span>
  );
}
