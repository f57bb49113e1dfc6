import type { Translator } from "../../i18n/translator.ts";
import type { en } from "../../i18n/search/en.ts";
import type { ConversationSummary, Profiles } from "../../protocol/events.ts";
import { MAX_SEARCH_QUERY } from "../../protocol/limits.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import { tokensOf, type Wanted } from "../../text/search/query.ts";
import { BrandMark } from "../elements/brand_mark.tsx";
import { icons } from "../elements/icons.tsx";
import { PATHS, searchPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { SearchHitView } from "./search_hit.tsx";

export interface SearchPageProps {
  words: Translator<typeof en>;
  conversations: readonly ConversationSummary[];
  query: string;
  /** What of the query is marked in what was found. */
  wanted: readonly Wanted[];
  /** Absent: nothing was asked for. */
  found?: {
    hits: readonly SearchHit[];
    users: Profiles;
    next?: string;
    unread: readonly { operator: string; value: string }[];
  };
  /** Newer messages were found before these. */
  isLater: boolean;
}

/** What a press adds to a query, or takes off it. */
const NARROWED = [
  ["from-me", "from:me"],
  ["has-link", "has:link"],
  ["has-file", "has:file"],
  ["has-image", "has:image"],
  ["is-pinned", "is:pinned"],
  ["is-bookmarked", "is:bookmarked"],
] as const;

/** Finding messages, a page that needs no script: a field, what narrows it, and what was found. */
export function SearchPage(props: SearchPageProps) {
  const { words, query, found } = props;
  const shell = useReading().words;
  return (
    <main class="conversation">
      <header class="head">
        <a class="icon-button back" href={PATHS.list} aria-label={shell.t("back")}>
          <icons.back />
        </a>
        <h1 class="sr-only">{words.t("title")}</h1>
        <form class="query" action={PATHS.search} role="search">
          <icons.search />
          <input
            type="search"
            name="query"
            aria-label={words.t("label")}
            placeholder={words.t("label")}
            value={query}
            maxLength={MAX_SEARCH_QUERY}
            autocomplete="off"
            autofocus={query === ""}
          />
          <button type="submit" class="button small">{words.t("do")}</button>
        </form>
      </header>
      <div class="results" tabIndex={0} data-region aria-label={words.t("title")}>
        <nav class="chips" aria-label={words.t("narrow")}>
          {NARROWED.map(([word, part]) => {
            const set = partsOf(query).includes(part);
            const href = searchPath(set ? without(query, part) : `${query} ${part}`.trim());
            return (
              <a key={part} class="chip" href={href} aria-current={set ? "true" : undefined}>
                {words.t(word)}
              </a>
            );
          })}
        </nav>
        {found ? <Found {...props} found={found} /> : <Help words={words} />}
      </div>
    </main>
  );
}

function Found(
  props: SearchPageProps & { found: NonNullable<SearchPageProps["found"]> },
) {
  const { words, query, found, isLater } = props;
  const { hits, next, unread } = found;
  const count = hits.length;
  if (unread.length > 0) return <Unread words={words} unread={unread} />;
  if (count === 0) return <Nothing {...props} next={next} />;
  const said = isLater ? "earlier-count" : next ? "newest-count" : "count";
  return (
    <>
      <p class="quiet small" role="status">{words.t(said, { count })}</p>
      <ol class="hits">
        {hits.map((hit) => (
          <SearchHitView
            key={`${hit.conversation} ${hit.event.seq}`}
            {...props}
            hit={hit}
            users={found.users}
          />
        ))}
      </ol>
      <p class="row">
        {next && <a class="button" href={searchPath(query, next)}>{words.t("older")}</a>}
        {isLater && <a class="link" href={searchPath(query)}>{words.t("to-newest")}</a>}
      </p>
    </>
  );
}

/** What was not understood: nothing was looked for. */
function Unread({ words, unread }: {
  words: SearchPageProps["words"];
  unread: readonly { operator: string; value: string }[];
}) {
  return (
    <ul class="note" role="status">
      {unread.map(({ operator, value }) => (
        <li key={`${operator}:${value}`} dir="auto">{words.t(unreadWord(operator), { value })}</li>
      ))}
    </ul>
  );
}

function unreadWord(operator: string) {
  if (operator === "from") return "unread-from";
  if (operator === "in") return "unread-in";
  if (operator === "has") return "unread-has";
  return operator === "is" ? "unread-is" : "unread-date";
}

/** Nothing was found: says so, and offers what would ask for less. */
function Nothing({ words, query, next }: SearchPageProps & { next?: string }) {
  const parts = partsOf(query);
  return (
    <div class="beginning">
      <BrandMark />
      <h2>{words.t("nothing")}</h2>
      <p role="status">{words.t(next ? "nothing-yet" : "nothing-text")}</p>
      <div class="row">
        {next && <a class="button primary" href={searchPath(query, next)}>{words.t("go-on")}</a>}
        {!next && parts.length > 1 &&
          parts.map((part) => (
            <a key={part} class="button small" href={searchPath(without(query, part))} dir="auto">
              {words.t("without", { part })}
            </a>
          ))}
      </div>
      <p class="quiet small">{words.t("scope")}</p>
    </div>
  );
}

/** What can be written: nobody knows it by themselves. */
function Help({ words }: Pick<SearchPageProps, "words">) {
  const rows = [
    ['"…"', words.t("help-phrase")],
    ["-…", words.t("help-not")],
    ["from:", words.t("help-from")],
    ["in:", words.t("help-in")],
    ["has:link has:file has:image", words.t("help-has")],
    ["is:pinned is:thread is:bookmarked", words.t("help-is")],
    ["after: before: during:", words.t("help-when")],
  ];
  return (
    <section class="search-help">
      <h2>{words.t("help")}</h2>
      <p>{words.t("help-words")}</p>
      <dl>
        {rows.map(([sign, what]) => (
          <div key={sign}>
            <dt>
              <code>{sign}</code>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet small">{words.t("scope")}</p>
    </section>
  );
}

/** The parts of a query as they are written. */
function partsOf(query: string): string[] {
  return tokensOf(query).map(({ operator, value, not }) => {
    const written = /[\s"]/.test(value) ? `"${value}"` : value;
    return `${not ? "-" : ""}${operator ? `${operator}:` : ""}${written}`;
  });
}

function without(query: string, part: string): string {
  return partsOf(query).filter((one) => one !== part).join(" ");
}
