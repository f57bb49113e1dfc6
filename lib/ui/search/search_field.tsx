import type { RefObject } from "preact";
import type { en } from "../../i18n/search/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import { MAX_SEARCH_QUERY } from "../../protocol/limits.ts";
import type { SearchOrder } from "../../protocol/requests/search.ts";
import { type Completion, withoutPart, type WrittenPart } from "../../text/search/written.ts";
import { icons } from "../elements/icons.tsx";
import { PATHS, searchPath } from "../paths.ts";

/** The words of the field: what a browser needs of the page's catalog. */
export type FieldWords = Pick<typeof en, "label" | "do" | "clear" | "remove" | "complete">;

export interface SearchFieldProps {
  words: Translator<FieldWords>;
  /** Operators that are set: they stand before the words. */
  operators: readonly WrittenPart[];
  text: string;
  order: SearchOrder;
  /** What is offered below; none without a script. */
  completions?: readonly Completion[];
  autofocus?: boolean;
  field?: RefObject<HTMLInputElement | null>;
  onText?(text: string): void;
  onKeyDown?(event: KeyboardEvent): void;
  onComplete?(completion: Completion): void;
  /** Takes an operator away; without a script, a link does. */
  onRemove?(part: WrittenPart): void;
}

/** What is searched for: chips of what is set, and a field for the words. It needs no script. */
export function SearchField(props: SearchFieldProps) {
  const { words, operators, text, order, completions = [] } = props;
  const set = operators.map((one) => one.text).join(" ");
  return (
    <form class="query" action={PATHS.search} role="search">
      <icons.search />
      {operators.map((part) => <SetPart key={part.text} {...props} part={part} set={set} />)}
      {set && <input type="hidden" name="set" value={set} />}
      {order === "best" && <input type="hidden" name="order" value={order} />}
      <input
        ref={props.field}
        type="search"
        name="query"
        aria-label={words.t("label")}
        placeholder={set ? undefined : words.t("label")}
        value={text}
        maxLength={MAX_SEARCH_QUERY}
        autocomplete="off"
        autofocus={props.autofocus}
        onInput={(event) => props.onText?.(event.currentTarget.value)}
        onKeyDown={props.onKeyDown}
      />
      {(set || text) && (
        <a class="icon-button" href={PATHS.search} aria-label={words.t("clear")}>
          <icons.close />
          <span class="sr-only" aria-hidden="true">{words.t("clear")}</span>
        </a>
      )}
      <button type="submit" class="button small">{words.t("do")}</button>
      {completions.length > 0 && (
        <ul class="completions chips" aria-label={words.t("complete")}>
          {completions.map((one) => (
            <li key={one.text}>
              <button
                type="button"
                class="chip"
                tabIndex={-1}
                dir="auto"
                onClick={() => props.onComplete?.(one)}
              >
                {one.text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

/** An operator that is set, and what takes it away. */
function SetPart({ words, part, set, text, order, onRemove }: SearchFieldProps & {
  part: WrittenPart;
  set: string;
}) {
  const [name, value] = [`${part.operator}:`, part.text.slice(part.text.indexOf(":") + 1)];
  return (
    <span class="chip set" dir="auto">
      <span class="op">{name}</span> {value.replaceAll('"', "")}
      <a
        class="chip-x"
        href={searchPath(`${withoutPart(set, part.text)} ${text}`.trim(), { order })}
        aria-label={words.t("remove", { part: part.text })}
        onClick={(event) => {
          if (!onRemove) return;
          event.preventDefault();
          onRemove(part);
        }}
      >
        <icons.close />
      </a>
    </span>
  );
}
