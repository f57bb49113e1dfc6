import type { ComponentChildren } from "preact";
import type { en } from "../../i18n/search/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { SearchOrder } from "../../protocol/requests/search.ts";
import type { Operator } from "../../text/search/query.ts";
import { withOnly, withoutPart, withPart, writtenParts } from "../../text/search/written.ts";
import { Avatar } from "../elements/avatar.tsx";
import { PATHS, searchPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { daysOf, type Facets } from "./facets.ts";

const TIME: readonly Operator[] = ["after", "before", "during"];

export interface SearchFiltersProps {
  words: Translator<typeof en>;
  query: string;
  order: SearchOrder;
  facets: Facets;
  /** All that was found is known, so it can be counted. */
  counted: boolean;
}

/** What narrows a search, as choices that need no script: each leads to the same search with it or without. */
export function SearchFilters(props: SearchFiltersProps) {
  const { words, query, facets, counted } = props;
  const { now, preferences: { timeZone } } = useReading();
  const others = new Set(facets.people.map(({ part }) => part));
  const named = writtenParts(query).filter(({ operator, text }) =>
    operator === "from" && text !== "from:me" && !others.has(text)
  );
  const days = Object.entries(daysOf(now, timeZone)) as [
    keyof ReturnType<typeof daysOf>,
    string,
  ][];
  return (
    <aside class="aside filters" aria-label={words.t("narrow")}>
      <section>
        <h2>{words.t("from")}</h2>
        <Part {...props} part="from:me">{words.t("me")}</Part>
        {named.map(({ text, value }) => <Part key={text} {...props} part={text}>{value}</Part>)}
        {facets.people.map(({ part, user, name, picture, count }) => (
          <Part key={part} {...props} part={part} count={counted ? count : undefined}>
            <Avatar id={user} name={name} picture={picture} small /> {name}
          </Part>
        ))}
        <details>
          <summary class="link small">{words.t("someone")}</summary>
          <Narrow {...props}>
            <input name="from" aria-label={words.t("name")} required />
          </Narrow>
        </details>
      </section>
      {facets.places.length > 0 && (
        <section>
          <h2>{words.t("in")}</h2>
          {facets.places.map(({ part, name, count }) => (
            <Part key={part} {...props} part={part} count={counted ? count : undefined}>
              {name}
            </Part>
          ))}
        </section>
      )}
      <section>
        <h2>{words.t("when")}</h2>
        <Time {...props}>{words.t("any-time")}</Time>
        {days.map(([word, part]) => <Time key={part} {...props} part={part}>{words.t(word)}</Time>)}
        <details open={TIME.some((one) => query.includes(`${one}:2`)) ? true : undefined}>
          <summary class="link small">{words.t("between")}</summary>
          <Narrow {...props}>
            <label>
              {words.t("since")}
              <input type="date" name="since" />
            </label>
            <label>
              {words.t("until")}
              <input type="date" name="until" />
            </label>
          </Narrow>
        </details>
      </section>
      <section>
        <h2>{words.t("has")}</h2>
        <Part {...props} part="has:link" count={counted ? facets.has.link : undefined}>
          {words.t("a-link")}
        </Part>
        <Part {...props} part="has:file" count={counted ? facets.has.file : undefined}>
          {words.t("a-file")}
        </Part>
        <Part {...props} part="has:image" count={counted ? facets.has.image : undefined}>
          {words.t("a-picture")}
        </Part>
      </section>
      <section>
        <h2>{words.t("marked")}</h2>
        <Part {...props} part="is:pinned">{words.t("is-pinned")}</Part>
        <Part {...props} part="is:bookmarked">{words.t("is-bookmarked")}</Part>
        <Part {...props} part="is:thread">{words.t("a-thread")}</Part>
      </section>
    </aside>
  );
}

/** A choice that stands beside others: any number of them may be set. */
function Part({ query, order, part, count, children }: SearchFiltersProps & {
  part: string;
  count?: number;
  children: ComponentChildren;
}) {
  const { words } = useReading();
  const set = writtenParts(query).some(({ text }) => text === part);
  const next = set ? withoutPart(query, part) : withPart(query, part);
  return (
    <a class="choice" href={searchPath(next, { order })} aria-current={set ? "true" : undefined}>
      <span class="who-name" dir="auto">{children}</span>{" "}
      {count !== undefined && <span class="faint">{words.number(count)}</span>}
      {" "}
    </a>
  );
}

/** One of several times: another one takes its place. */
function Time({ query, order, part, children }: SearchFiltersProps & {
  part?: string;
  children: ComponentChildren;
}) {
  const parts = writtenParts(query);
  const set = part === undefined
    ? !parts.some(({ operator }) => operator && TIME.includes(operator))
    : parts.some(({ text }) => text === part);
  return (
    <a
      class="choice one"
      href={searchPath(withOnly(query, TIME, part), { order })}
      aria-current={set ? "true" : undefined}
    >
      <span class="who-name">{children}</span>
      {" "}
    </a>
  );
}

/** A form that adds to the query what stands in its fields. */
export function Narrow({ words, query, order, children }:
  & Pick<SearchFiltersProps, "words" | "query" | "order">
  & { children: ComponentChildren }) {
  return (
    <form action={PATHS.search} class="narrow">
      <input type="hidden" name="query" value={query} />
      {order === "best" && <input type="hidden" name="order" value={order} />}
      {children}
      <button type="submit" class="button small">{words.t("apply")}</button>
    </form>
  );
}
