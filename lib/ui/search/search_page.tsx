import type { ComponentChildren } from "preact";
import type { en } from "../../i18n/search/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { ConversationSummary, Profiles } from "../../protocol/events.ts";
import type { SearchHit, SearchOrder } from "../../protocol/requests/search.ts";
import type { Wanted } from "../../text/search/query.ts";
import { dividedQuery, withoutPart, withPart, writtenParts } from "../../text/search/written.ts";
import { BrandMark } from "../elements/brand_mark.tsx";
import { icons } from "../elements/icons.tsx";
import { PATHS, searchPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { conversationName } from "../room/page_title.ts";
import { facetsOf, placeName, placeOf, placesOf } from "./facets.ts";
import { Narrow, SearchFilters } from "./search_filters.tsx";
import { SearchHitView } from "./search_hit.tsx";

/** Another search that finds something, where one finds nothing. */
export interface Instead {
  /** What it leaves out. */
  part: string;
  query: string;
  count: number;
  /** There are more than that. */
  more: boolean;
}

export interface SearchPageProps {
  words: Translator<typeof en>;
  conversations: readonly ConversationSummary[];
  query: string;
  order: SearchOrder;
  /** What of the query is marked in what was found. */
  wanted: readonly Wanted[];
  /** The field: an island, or drawn by the server alone. */
  field: ComponentChildren;
  /** Absent: nothing was asked for. */
  found?: {
    hits: readonly SearchHit[];
    users: Profiles;
    next?: string;
    unread: readonly { operator: string; value: string }[];
  };
  /** Offered where nothing was found. */
  instead: readonly Instead[];
  /** Others came before these. */
  isLater: boolean;
}

/** What a press adds to a query, or takes off it. */
const NARROWED = [
  ["has-link", "has:link"],
  ["has-file", "has:file"],
  ["has-image", "has:image"],
  ["is-pinned", "is:pinned"],
  ["is-bookmarked", "is:bookmarked"],
] as const;

/** Finding messages, a page that needs no script: a field, what narrows it, and what was found. */
export function SearchPage(props: SearchPageProps) {
  const { words, query, order, found, conversations } = props;
  const shell = useReading().words;
  const hits = found?.hits ?? [];
  const facets = facetsOf(
    hits,
    found?.users ?? {},
    conversations,
    (one) => conversationName(shell, one),
  );
  const counted = found !== undefined && !found.next && !props.isLater;
  return (
    <>
      <main class="conversation" id="page" tabIndex={-1}>
        <header class="head search-head">
          <a class="icon-button back" href={PATHS.list} aria-label={shell.t("back")}>
            <icons.back />
            <span class="sr-only" aria-hidden="true">{shell.t("back")}</span>
          </a>
          <h1 class="sr-only">{words.t("title")}</h1>
          {props.field}
        </header>
        <div class="results" tabIndex={0} data-region aria-label={words.t("title")}>
          {found ? <Narrowing {...props} /> : null}
          {found ? <Found {...props} found={found} /> : <Help words={words} />}
        </div>
      </main>
      {found && (
        <SearchFilters
          words={words}
          query={query}
          order={order}
          facets={facets}
          counted={counted}
        />
      )}
    </>
  );
}

/** The row above the hits: their order, what narrows them, and how many there are. */
function Narrowing({ words, query, order, conversations, found, isLater }: SearchPageProps) {
  const shell = useReading().words;
  const parts = writtenParts(query);
  const choiceOf = (one: ConversationSummary) =>
    placeOf(one, (one) => conversationName(shell, one));
  const places = conversations.map(choiceOf);
  const { listed, more } = placesOf(found?.hits ?? [], conversations);
  const isIn = parts.find(({ operator }) => operator === "in");
  const inside = places.find(({ part }) => part === isIn?.text)?.name ?? isIn?.value;
  return (
    <div class="filters-row">
      <nav class="chips" aria-label={words.t("order")}>
        {(["newest", "best"] as const).flatMap((one) => [
          <a
            key={one}
            class={one === order ? "chip set" : "chip"}
            href={searchPath(query, { order: one })}
            aria-current={one === order ? "true" : undefined}
          >
            {words.t(one)}
          </a>,
          " ",
        ])}
      </nav>
      <nav class="chips" aria-label={words.t("narrow")}>
        <details class="places">
          <summary class={isIn ? "chip set" : "chip"}>
            {inside ?? words.t("anywhere")} <icons.chevron />
          </summary>
          <ul>
            {more && (
              <li>
                <Narrow
                  words={words}
                  order={order}
                  query={isIn ? withoutPart(query, isIn.text) : query}
                >
                  <input
                    name="in"
                    list="search-places"
                    aria-label={words.t("another")}
                    placeholder={words.t("another")}
                    required
                  />
                  <datalist id="search-places">
                    {conversations.map((one) => (
                      <option
                        key={one.id}
                        value={placeName(one)}
                        label={conversationName(shell, one)}
                      />
                    ))}
                  </datalist>
                </Narrow>
              </li>
            )}
            {isIn && (
              <li>
                <a href={searchPath(withoutPart(query, isIn.text), { order })}>
                  {words.t("anywhere")}
                </a>
              </li>
            )}
            {listed.map(choiceOf).map(({ part, name }) => (
              <li key={part}>
                <a
                  href={searchPath(
                    withPart(isIn ? withoutPart(query, isIn.text) : query, part),
                    { order },
                  )}
                  dir="auto"
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </details>
        {NARROWED.flatMap(([word, part]) => {
          const set = parts.some(({ text }) => text === part);
          const next = set ? withoutPart(query, part) : withPart(query, part);
          const chip = (
            <a
              key={part}
              class={set ? "chip set" : "chip"}
              href={searchPath(next, { order })}
              aria-current={set ? "true" : undefined}
            >
              {words.t(word)}
            </a>
          );
          return [" ", chip];
        })}
      </nav>
      <span role="status">{countOf(words, order, found, isLater)}</span>
    </div>
  );
}

/** How many there are, as far as that is known. */
function countOf(
  words: SearchPageProps["words"],
  order: SearchOrder,
  found: SearchPageProps["found"],
  isLater: boolean,
): string {
  const count = found?.hits.length ?? 0;
  if (!found || count === 0) return "";
  if (isLater) return words.t(order === "best" ? "count" : "earlier-count", { count });
  if (found.next) return words.t(order === "best" ? "best-count" : "newest-count", { count });
  const places = new Set(found.hits.map(({ conversation }) => conversation)).size;
  const where = places > 1 ? ` ${words.t("places", { count: places })}` : "";
  return `${words.t("count", { count })}${where}`;
}

function Found(
  props: SearchPageProps & { found: NonNullable<SearchPageProps["found"]> },
) {
  const { words, query, order, found, isLater } = props;
  const { hits, next, unread } = found;
  if (hits.length === 0) return <Nothing {...props} next={next} unread={unread} />;
  const isBest = order === "best";
  return (
    <>
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
        {next && (
          <a class="button" href={searchPath(query, { order, after: next })}>
            {words.t(isBest ? "more-best" : "older")}
          </a>
        )}
        {isLater && (
          <a class="link" href={searchPath(query, { order })}>
            {words.t(isBest ? "to-best" : "to-newest")}
          </a>
        )}
      </p>
    </>
  );
}

function unreadWord(operator: string) {
  if (operator === "from") return "unread-from";
  if (operator === "in") return "unread-in";
  if (operator === "has") return "unread-has";
  return operator === "is" ? "unread-is" : "unread-date";
}

/** Nothing was found: says so, or what was not understood, and offers what would find something. */
function Nothing({ words, query, order, next, unread, instead }: SearchPageProps & {
  next?: string;
  unread: readonly { operator: string; value: string }[];
}) {
  const shell = useReading().words;
  const said = dividedQuery(query).words.trim();
  const sentences = unread.length > 0
    ? unread.map(({ operator, value }) => words.t(unreadWord(operator), { value }))
    : next
    ? [words.t("nothing-yet")]
    : [said ? words.t("nothing-says", { words: said }) : words.t("nothing-text")];
  return (
    <div class="beginning nothing">
      <BrandMark />
      <h2>{words.t("nothing")}</h2>
      <div role="status">
        {sentences.map((one) => <p key={one} dir="auto">{one}</p>)}
      </div>
      <div class="row">
        {next && (
          <a class="button primary" href={searchPath(query, { order, after: next })}>
            {words.t("go-on")}
          </a>
        )}
        {instead.map(({ part, query, count, more }) => (
          <a key={part} class="button small" href={searchPath(query, { order })} dir="auto">
            {words.t("without", { part })} · {shell.number(count)}
            {more && "+"}
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
