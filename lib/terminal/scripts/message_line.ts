import { type LogEvent, type Profiles } from "../../protocol/events.ts";
import { plainText } from "../../text/plain.ts";
import { personLabel } from "../../ui/people_names.ts";
import { safeJson, safeLine } from "../safe_text.ts";
import type { Speech } from "../speech.ts";

/**
 * An event as a script reads it: a message, or a change of one; `undefined` for what is neither. JSON
 * keeps the words as they were written, a line has them without their marks.
 */
export function eventLine(
  event: LogEvent,
  users: Profiles,
  { speech, json }: { speech: Speech; json: boolean },
): string | undefined {
  const { seq, by } = event;
  const author = personLabel(speech.words, { id: by, ...users[by] ?? { name: by } });
  const base = { seq, author, at: new Date(event.at).toISOString() };
  const time = speech.times.full(event.at);
  const line = (text: string) =>
    speech.own.t("line.said", { time, name: safeLine(author), text: safeLine(text) });
  switch (event.kind) {
    case "message": {
      if (event.deletedAt !== undefined) {
        return json ? safeJson({ ...base, deleted: true }) : undefined;
      }
      const names = (event.files ?? []).map(({ name }) => name);
      const { text, id, replyTo, thread, version } = event;
      const files = event.files?.map((file) => ({ ...file, path: `/files/${file.id}` }));
      if (json) return safeJson({ ...base, text, id, replyTo, thread, version, files });
      return line([plainText(text), ...names].filter(Boolean).join(" "));
    }
    case "edit":
      if (!event.text) return undefined;
      return json
        ? safeJson({ ...base, kind: "edit", target: event.target, text: event.text })
        : line(plainText(event.text));
    case "delete":
      return json ? safeJson({ ...base, kind: "delete", target: event.target }) : undefined;
    default:
      return undefined;
  }
}
