import type { Translator } from "../../i18n/translator.ts";
import type { EventBatch, LogEvent, MessageEvent, UserId } from "../../protocol/events.ts";
import { fileLabel } from "../files/file_label.ts";
import { personLabel } from "../people_names.ts";
import { readAction } from "../../text/action.ts";
import { plainText } from "../../text/plain.ts";

/** A line shows no more; longer texts are not kept. */
const MAX_LETTERS = 120;
const NOBODY = { name: "", gone: true };

/** The last of some events that is a message whose words are there. */
export function lastMessage(events: readonly LogEvent[]): MessageEvent | undefined {
  return events.findLast((event): event is MessageEvent =>
    event.kind === "message" && event.deletedAt === undefined
  );
}

/**
 * The last message of some events as one line: “Mei: at eleven?”; of the other person in a direct
 * conversation without the name. `undefined` where no message is among them.
 */
export function messagePreview(
  words: Translator,
  { events, users }: Pick<EventBatch, "events" | "users">,
  { me, direct }: { me: UserId; direct: boolean },
): string | undefined {
  const last = lastMessage(events);
  if (!last) return undefined;
  const [file] = last.files ?? [];
  const said = plainText(last.text) || (file ? fileLabel(words, file) : "");
  const text = said.replace(/\s+/g, " ").trim().slice(0, MAX_LETTERS);
  const author = personLabel(words, { id: last.by, ...users[last.by] ?? NOBODY });
  const action = readAction(text);
  if (action !== undefined) return `${author} ${action}`; // “You waves” is no sentence
  const name = last.by === me ? words.t("you") : author;
  return direct && last.by !== me ? text : words.t("message.preview", { name, text });
}
