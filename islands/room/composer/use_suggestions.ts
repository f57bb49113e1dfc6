import { loadLate } from "../load_late.ts";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Call, Person, PresenceState } from "../../../lib/protocol/events.ts";
import type { CompletionTarget, Suggestion, TextEdit } from "../../../lib/text/completion.ts";
import type { Suggestions } from "../../../lib/ui/composer/suggestions.tsx";
import type { Emoji } from "../../../lib/ui/emoji/emoji.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useFoundMembers } from "../panes/use_found_members.ts";
import { useWindow } from "../window/window_context.ts";

/** What finds, draws and takes them comes once the page is alive. */
type Late = typeof import("../late.ts");

export interface Suggesting {
  /** Draws them; there as soon as there are any. */
  List: typeof Suggestions | undefined;
  suggestions: readonly Suggestion[];
  selected: number;
  personOf(name: string): Person | undefined;
  stateOf(user: string): PresenceState;
  /** What one of them changes in the text; `to`: where the selection ends. */
  editOf(suggestion: Suggestion, to: number): TextEdit | undefined;
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
  const window = useWindow();
  const { model } = window;
  const [closedFor, closeFor] = useState<string | undefined>(undefined);
  const late = useLate();
  const completing = useMemo(() => late?.completionAt(text, caret, met), [late, text, caret]);
  const emoji = useEmojiSuggestions(late, completing);
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
    return late?.suggestionsFor(completing, {
      names: known,
      calls,
      conversations: model.conversations.value,
      role: model.me.value?.role ?? "guest",
      place: window.conversation,
      me: model.me.value?.id,
      isThere,
      personOf,
      words,
    }) ?? NOTHING;
  }, [completing, known, emoji, closedFor, late]);
  offer.current.empty = suggestions.length === 0;

  // Of another list nothing is chosen, even where Tab follows a letter before any effect runs.
  const [choice, choose] = useState({ of: suggestions, index: 0 });
  const selected = choice.of === suggestions ? choice.index : 0;
  const select = (index: number) => choose({ of: suggestions, index });

  return {
    List: late?.Suggestions,
    suggestions,
    selected,
    personOf,
    stateOf: (user) => model.stateOf(user),
    editOf: ({ insert }, to) => completing && late?.complete(text, to, completing, insert),
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

/** Where it does not come, nothing is offered. */
function useLate(): Late | undefined {
  const [late, setLate] = useState<Late>();
  useEffect(() => {
    loadLate().then(setLate, () => {});
  }, []);
  return late;
}

/** What is found is of the query that is drawn: Enter may follow a letter before any effect runs. */
function useEmojiSuggestions(
  late: Late | undefined,
  completing: CompletionTarget | undefined,
): readonly Suggestion[] {
  const query = completing?.what === "emoji" ? completing.query : undefined;
  const { preferences } = useReading();
  const [all, setAll] = useState<readonly Emoji[]>([]);
  const wanted = query !== undefined;
  useEffect(() => {
    if (!wanted || !late) return;
    let waiting = true;
    late.loadEmoji(preferences.locale).then((emoji) => waiting && setAll(emoji)).catch(reportError);
    return () => {
      waiting = false;
    };
  }, [wanted, late, preferences.locale]);
  return useMemo(
    () => query !== undefined && late?.suggestedEmoji(all, query) || NOTHING,
    [query, all, late],
  );
}
