import { useEffect, useRef, useState } from "preact/hooks";
import type { CatalogOf } from "../lib/i18n/catalog.ts";
import type { Locale } from "../lib/i18n/locale.ts";
import { translatorOf } from "../lib/i18n/translator.ts";
import type { SearchOrder } from "../lib/protocol/requests/search.ts";
import {
  type Completion,
  completionsOf,
  dividedQuery,
  type KnownNames,
} from "../lib/text/search/written.ts";
import { isComposing } from "../lib/ui/elements/composing.ts";
import { type FieldWords, SearchField } from "../lib/ui/search/search_field.tsx";
import { watchMenus } from "./menus.ts";

export interface SearchAppProps {
  locale: Locale;
  words: CatalogOf<FieldWords>;
  query: string;
  order: SearchOrder;
  /** Who and what may be named in a query. */
  names: KnownNames;
}

/**
 * The field of a search, with a script: operators become chips as they are written, Tab completes them,
 * and arrows lead through what was found.
 */
export function SearchApp({ locale, words, query, order, names }: SearchAppProps) {
  const divided = dividedQuery(query);
  const [operators, setOperators] = useState(divided.operators);
  const [text, setText] = useState(divided.words.trimEnd());
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => walkHits(field), []);
  useEffect(() => {
    // Arrows lead on to what was found; on a touch screen the keyboard would cover it.
    if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) {
      field.current?.focus();
    }
  }, []);
  useEffect(watchMenus, []);

  const completions = open ? completionsOf(text, names) : [];

  function write(next: string): void {
    setOpen(true);
    const { operators: more, words } = dividedQuery(next);
    // An operator is whole where a space follows it.
    if (more.length === 0 || !/\s$/.test(next)) return setText(next);
    const known = new Set(operators.map((one) => one.text));
    setOperators([...operators, ...more.filter((one) => !known.has(one.text))]);
    setText(words);
  }

  function complete({ query }: Completion): void {
    write(query);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const [first] = completions;
    const last = operators.at(-1);
    const input = field.current;
    if (event.key === "Tab" && !event.shiftKey && first && /\S$/.test(text)) {
      event.preventDefault();
      complete(first);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      setOpen(false);
    } else if (event.key === "Backspace" && last && input?.selectionEnd === 0) {
      event.preventDefault();
      setOperators(operators.slice(0, -1));
      setText(text ? `${last.text} ${text}` : last.text);
    }
  }

  return (
    <SearchField
      operators={operators}
      text={text}
      order={order}
      completions={completions}
      field={field}
      onKeyDown={onKeyDown}
      words={translatorOf<FieldWords>(locale, words)}
      autofocus={query === ""}
      onText={write}
      onComplete={complete}
      onRemove={(part) => {
        setOperators(operators.filter((one) => one !== part));
        field.current?.focus();
      }}
    />
  );
}

/** Arrows lead from the field to what was found, and through it; the browser opens what has the focus. */
function walkHits(field: { current: HTMLInputElement | null }): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return;
    const links = [...document.querySelectorAll<HTMLElement>(".hit .link")];
    const at = links.findIndex((link) => link === document.activeElement);
    const inField = document.activeElement === field.current;
    if (at < 0 && !(inField && step > 0)) return;
    const next = at + step < 0 ? field.current : links[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}
