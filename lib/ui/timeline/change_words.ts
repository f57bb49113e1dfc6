import { spanOf } from "../../i18n/spans.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { LogEvent } from "../../protocol/events.ts";

/**
 * What is said of a change of the conversation, in pieces around the names; `undefined` for what shows in the
 * message that it changes. `made`: somebody made the room, which its first event says.
 */
export function changeWords<V>(
  words: Translator,
  event: LogEvent,
  { name, by }: { name: V; by: V },
  made: boolean,
): (V | string)[] | undefined {
  switch (event.kind) {
    case "join":
      if (event.addedBy !== undefined) {
        return words.pieces(event.all ? "change.added-all" : "change.added", { name, by });
      }
      return words.pieces(made && event.seq === 1 ? "change.create" : "change.join", { name });
    case "leave":
      return event.reason === "kicked" || event.reason === "banned"
        ? words.pieces(`change.${event.reason}`, { name })
        : words.pieces("change.leave", { name });
    case "topic":
      return event.topic
        ? words.pieces("change.topic", { name, topic: event.topic })
        : words.pieces("change.topic-cleared", { name });
    case "vanish":
      return event.afterMs === undefined
        ? words.pieces("change.vanish-off", { name })
        : words.pieces("change.vanish", { name, span: spanOf(words.locale, event.afterMs) });
    case "rename":
      if (event.name === "") { // of a group
        return event.title === undefined
          ? words.pieces("change.unnamed", { name })
          : words.pieces("change.named", { name, title: event.title });
      }
      return words.pieces("change.rename", { name, room: event.title ?? event.name });
    default:
      return undefined; // edits and deletions show in the message that they change
  }
}
