import { useEffect, useState } from "preact/hooks";
import type { ConversationId, MessageEvent, Person } from "../../../lib/protocol/events.ts";
import { EmojiSign } from "../../../lib/ui/emoji/emoji_sign.tsx";
import { Avatar } from "../../../lib/ui/elements/avatar.tsx";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";

/** Who reacted to a message, one kind at a time. */
export function ReactorsDialog({ conversation, event, onClose }: {
  conversation: ConversationId;
  event: MessageEvent;
  onClose(): void;
}) {
  const { model } = useWindow();
  const { words } = useReading();
  const { blocked } = model.personal.settings.value;
  const kinds = Object.entries(event.reactions ?? {});
  const [shown, setShown] = useState(kinds[0]?.[0] ?? "");
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [next, setNext] = useState<string>();
  const [error, setError] = useState<string>();
  const load = async (emoji: string, before: readonly Person[], after?: string) => {
    setError(undefined);
    try {
      const place = {
        conversation,
        target: event.seq,
        emoji,
        ...(after !== undefined && { after }),
      };
      const page = await model.reactions.reactors(place);
      setPeople([...before, ...page.people]);
      setNext(page.next);
    } catch (refused) {
      setError(failureMessage(words, refused));
    }
  };
  useEffect(() => void load(shown, []), [shown]);
  return (
    <Dialog title={words.t("reaction.title")} onClose={onClose}>
      <div class="reactions" role="group" aria-label={words.t("reaction.title")}>
        {kinds.map(([emoji, { count }]) => (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={emoji === shown}
            onClick={() => setShown(emoji)}
          >
            <span>
              <span class="emoji">
                <EmojiSign emoji={emoji} />
              </span>{" "}
              {words.number(count)}
            </span>
          </button>
        ))}
      </div>
      {error && <p class="error" role="alert">{error}</p>}
      <ul class="reactors" tabIndex={0} aria-label={words.t("reaction.title")}>
        {people.filter(({ id }) => !blocked.includes(id)).map((person) => (
          <li key={person.id}>
            <Avatar id={person.id} name={person.name} small />
            <span dir="auto">
              {person.id === model.me.value?.id ? words.t("you") : personLabel(words, person)}
            </span>
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <p>
          <button type="button" class="button" onClick={() => load(shown, people, next)}>
            {words.t("reaction.all")}
          </button>
        </p>
      )}
    </Dialog>
  );
}
