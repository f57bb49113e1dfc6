import type { Signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { MAX_CALLED_BY_ANYONE } from "../../../lib/protocol/limits.ts";
import {
  complete,
  completionAt,
  type CompletionTarget,
  type Suggestion,
} from "../../../lib/text/completion.ts";
import { Suggestions } from "../../../lib/ui/composer/suggestions.tsx";
import { type Emoji, loadEmoji, withCustomEmoji } from "../../../lib/ui/emoji/emoji.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useFoundMembers } from "../panes/use_found_members.ts";
import { useWindow } from "../window/window_context.ts";
import { suggestedEmoji, suggestionsFor, vainCall } from "./suggestion_list.ts";
import { useCalls } from "./use_calls.ts";
import type { Field } from "./use_field.ts";
import { reportFault } from "../../report_fault.ts";

export interface SuggestingProps {
  /** Of the list; that of an option follows from it. */
  id: string;
  conversation: ConversationSummary;
  text: string;
  field: Field;
  /** Names of those whom one met there. */
  met: readonly string[];
  /** The option that is marked, by its id, while some are offered. */
  marked: Signal<string | undefined>;
  /** Is given what takes a key that belongs to the list: true when it did. */
  onKey: { current: ((event: KeyboardEvent) => boolean) | undefined };
}

/** What the word at the caret may become: people, rooms, emoji, commands, durations. */
export function Suggesting(
  { id, conversation, text, field, met, marked, onKey }: SuggestingProps,
) {
  const { caret } = field;
  const window = useWindow();
  const { model } = window;
  const [closedFor, closeFor] = useState<string | undefined>(undefined);
  const calls = useCalls(conversation);
  const completing = useMemo(() => completionAt(text, caret, met), [text, caret]);
  const emoji = useEmojiSuggestions(completing);
  const { words } = useReading();
  const found = useFoundMembers(completing?.what === "person" ? completing.query : "");
  const names = useMemo(
    () => found.length > 0 ? [...new Set([...met, ...found.map(({ name }) => name)])] : met,
    [met, found],
  );

  // What is offered stays while one chooses: who comes meanwhile is offered from the next letter on.
  const offer = useRef({ completing, names, empty: true });
  if (offer.current.completing !== completing || offer.current.empty) {
    offer.current = { completing, names, empty: true };
  }
  const known = offer.current.names;
  // Who is not here is known too: their colour and their role are theirs all the same.
  const personOf = (person: string) =>
    model.personNamed(person) ?? found.find(({ name }) => name === person);
  const isThere = (id: string) =>
    window.conversation?.with?.id === id ||
    [...model.members.list.value, ...found].some((one) => one.id === id);
  const suggestions = useMemo((): readonly Suggestion[] => {
    if (!completing || closedFor === text) return [];
    if (completing.what === "emoji") return emoji;
    return suggestionsFor(completing, {
      names: known,
      calls,
      conversations: model.conversations.value,
      role: model.me.value?.role ?? "guest",
      place: window.conversation,
      me: model.me.value?.id,
      isThere,
      personOf,
      words,
    });
  }, [completing, known, emoji, closedFor]);
  offer.current.empty = suggestions.length === 0;

  // Of another list nothing is chosen, even where Tab follows a letter before any effect runs.
  const [choice, choose] = useState({ of: suggestions, index: 0 });
  const selected = choice.of === suggestions ? choice.index : 0;
  const select = (index: number) => choose({ of: suggestions, index });

  function take({ insert }: Suggestion) {
    if (!completing) return;
    field.edit(complete(text, field.ref.current?.selectionEnd ?? caret, completing, insert));
  }

  onKey.current = (event) => {
    const count = suggestions.length;
    const one = suggestions[selected];
    if (count === 0 || !one || event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case "ArrowDown":
        select((selected + 1) % count);
        return true;
      case "ArrowUp":
        select((selected - 1 + count) % count);
        return true;
      case "Escape":
        closeFor(text);
        return true;
      case "Tab":
        if (event.shiftKey) return false;
        take(one);
        return true;
      case "Enter":
        // A command that is already whole is meant to be run.
        if (event.shiftKey || text.slice(completing?.from, caret) === one.insert) return false;
        take(one);
        return true;
      default:
        return false;
    }
  };
  const option = suggestions.length > 0 ? `${id}-${selected}` : undefined;
  useLayoutEffect(() => {
    marked.value = option;
  }, [option]);
  useLayoutEffect(() => () => {
    onKey.current = marked.value = undefined;
  }, []);

  if (suggestions.length === 0) {
    const vain = closedFor === text ? undefined : vainCall(completing, conversation, calls);
    return vain === undefined ? null : (
      <p class="suggestions quiet small" role="status">
        {words.t("mention.vain", { call: `@${vain}`, count: MAX_CALLED_BY_ANYONE })}
      </p>
    );
  }
  // Of whom the server does not tell, it said so as it found them.
  const stateOf = (user: string) =>
    model.presence.value.get(user)?.state ??
      [...model.members.list.value, ...found].find(({ id }) => id === user)?.state;
  return (
    <Suggestions
      id={id}
      suggestions={suggestions}
      selected={selected}
      personOf={personOf}
      stateOf={stateOf}
      onChoose={take}
    />
  );
}

const NOTHING: readonly Suggestion[] = [];

/** What is found is of the query that is drawn: Enter may follow a letter before any effect runs. */
function useEmojiSuggestions(
  completing: CompletionTarget | undefined,
): readonly Suggestion[] {
  const query = completing?.what === "emoji" ? completing.query : undefined;
  const { preferences, emoji: custom } = useReading();
  const [known, setKnown] = useState<readonly Emoji[]>([]);
  const all = useMemo(() => withCustomEmoji(known, custom), [known, custom]);
  const wanted = query !== undefined;
  useEffect(() => {
    if (!wanted) return;
    let waiting = true;
    loadEmoji(preferences.locale).then((emoji) => waiting && setKnown(emoji)).catch(reportFault);
    return () => {
      waiting = false;
    };
  }, [wanted, preferences.locale]);
  return useMemo(
    () => query === undefined ? NOTHING : suggestedEmoji(all, query),
    [query, all],
  );
}
