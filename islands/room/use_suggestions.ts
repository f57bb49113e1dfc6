import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PresenceState } from "../../lib/protocol/events.ts";
import { COMMANDS } from "../../lib/ui/composer/commands.ts";
import {
  type Completing,
  completingAt,
  matching,
  MAX_SUGGESTIONS,
  type Suggestion,
} from "../../lib/ui/composer/completion.ts";
import { type Emoji, findEmoji, loadEmoji } from "../../lib/ui/emoji/emoji.ts";
import { useReading } from "../../lib/ui/reading.ts";
import { useWindow } from "./window_context.ts";

export interface Suggesting {
  completing: Completing | undefined;
  suggestions: readonly Suggestion[];
  selected: number;
  presenceOf(person: string): PresenceState | undefined;
  /** Takes a key that belongs to the list; true when it did. */
  onKey(event: KeyboardEvent, choose: (suggestion: Suggestion) => void): boolean;
}

/** What the word at the caret may become: people, rooms, emoji, commands. */
export function useSuggestions(
  text: string,
  caret: number,
  names: readonly string[],
): Suggesting {
  const { model } = useWindow();
  const [closedFor, closeFor] = useState<string | undefined>(undefined);
  const completing = useMemo(() => completingAt(text, caret), [text, caret]);
  const emoji = useEmojiSuggestions(completing?.what === "emoji" ? completing.query : undefined);
  const { words } = useReading();

  // What is offered stays while one chooses: who comes meanwhile is offered from the next letter on.
  const offer = useRef({ completing, names, empty: true });
  if (offer.current.completing !== completing || offer.current.empty) {
    offer.current = { completing, names, empty: true };
  }
  const known = offer.current.names;
  const suggestions = useMemo((): readonly Suggestion[] => {
    if (!completing || closedFor === text) return [];
    switch (completing.what) {
      case "person":
        return matching(known, completing.query)
          .map((name) => ({ key: name, label: name, insert: `@${name}`, person: name }));
      case "room": {
        const rooms = model.conversations.value.flatMap(({ kind, name }) =>
          kind === "room" && name ? [name] : []
        );
        return matching(rooms, completing.query)
          .map((name) => ({ key: `#${name}`, label: name, insert: `#${name}` }));
      }
      case "command":
        return COMMANDS.filter((one) => one.startsWith(completing.query)).map((one) => ({
          key: `/${one}`,
          label: one === "quit"
            ? words.t("command.quit")
            : words.t(`command.${one}`, { usage: words.t(`command.usage.${one}`) }),
          insert: `/${one}`,
        }));
      case "emoji":
        return emoji;
    }
  }, [completing, known, emoji, closedFor]);
  offer.current.empty = suggestions.length === 0;

  // Of another list nothing is chosen, even where Tab follows a letter before any effect runs.
  const [choice, choose] = useState({ of: suggestions, index: 0 });
  const selected = choice.of === suggestions ? choice.index : 0;
  const select = (index: number) => choose({ of: suggestions, index });

  return {
    completing,
    suggestions,
    selected,
    presenceOf: (person) =>
      [...model.presence.value.values()].find(({ name }) => name === person)?.state ?? "offline",
    onKey(event, choose) {
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
          choose(one);
          return true;
        case "Enter":
          // A command that is already whole is meant to be run.
          if (event.shiftKey || text.slice(completing?.from, caret) === one.insert) return false;
          choose(one);
          return true;
        default:
          return false;
      }
    },
  };
}

const NOTHING: readonly Suggestion[] = [];

/** What is found is of the query that is drawn: Enter may follow a letter before any effect runs. */
function useEmojiSuggestions(query: string | undefined): readonly Suggestion[] {
  const { preferences } = useReading();
  const [all, setAll] = useState<readonly Emoji[]>([]);
  const wanted = query !== undefined;
  useEffect(() => {
    if (!wanted) return;
    let waiting = true;
    loadEmoji(preferences.locale).then((emoji) => waiting && setAll(emoji)).catch(reportError);
    return () => {
      waiting = false;
    };
  }, [wanted, preferences.locale]);
  return useMemo(() => {
    if (query === undefined) return NOTHING;
    return findEmoji(all, query, MAX_SUGGESTIONS).map(({ emoji, label, code }) => ({
      key: emoji,
      label: code ? `${label} :${code}:` : label,
      insert: emoji,
      emoji,
    }));
  }, [query, all]);
}
