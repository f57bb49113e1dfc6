import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Call, PresenceChange } from "../../../lib/protocol/events.ts";
import {
  completionAt,
  type CompletionTarget,
  MAX_SUGGESTIONS,
  type Suggestion,
} from "../../../lib/text/completion.ts";
import { type Emoji, findEmoji, loadEmoji } from "../../../lib/ui/emoji/emoji.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useFoundMembers } from "../panes/use_found_members.ts";
import type { suggestionsFor } from "./suggestion_list.ts";
import { useWindow } from "../window/window_context.ts";

export interface Suggesting {
  completing: CompletionTarget | undefined;
  suggestions: readonly Suggestion[];
  selected: number;
  personOf(name: string): PresenceChange | undefined;
  /** Takes a key that belongs to the list; true when it did. */
  onKey(event: KeyboardEvent, choose: (suggestion: Suggestion) => void): boolean;
}

/** What the word at the caret may become: people, rooms, emoji, commands, durations. */
export function useSuggestions(
  text: string,
  caret: number,
  met: readonly string[],
  calls: readonly Call[],
): Suggesting {
  const { model } = useWindow();
  const [closedFor, closeFor] = useState<string | undefined>(undefined);
  const completing = useMemo(() => completionAt(text, caret, met), [text, caret]);
  const emoji = useEmojiSuggestions(completing?.what === "emoji" ? completing.query : undefined);
  const { words } = useReading();
  const offered = useOffered();
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
  const personOf = (person: string) =>
    [...model.presence.value.values()].find(({ name }) => name === person);
  const suggestions = useMemo((): readonly Suggestion[] => {
    if (!completing || closedFor === text) return [];
    if (completing.what === "emoji") return emoji;
    return offered?.(completing, {
      names: known,
      calls,
      conversations: model.conversations.value,
      role: model.me.value?.role ?? "guest",
      personOf,
      words,
    }) ?? NOTHING;
  }, [completing, known, emoji, closedFor, offered]);
  offer.current.empty = suggestions.length === 0;

  // Of another list nothing is chosen, even where Tab follows a letter before any effect runs.
  const [choice, choose] = useState({ of: suggestions, index: 0 });
  const selected = choice.of === suggestions ? choice.index : 0;
  const select = (index: number) => choose({ of: suggestions, index });

  return {
    completing,
    suggestions,
    selected,
    personOf,
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

/** What finds them comes late: where it does not come, nothing is offered. */
function useOffered(): typeof suggestionsFor | undefined {
  const [offered, setOffered] = useState<typeof suggestionsFor>();
  useEffect(() => {
    import("../late.ts").then((late) => setOffered(() => late.suggestionsFor), () => {});
  }, []);
  return offered;
}

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
