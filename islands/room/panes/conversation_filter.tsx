import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RoomListing } from "../../../lib/protocol/requests/rooms.ts";
import { isComposing } from "../../../lib/ui/elements/composing.ts";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { roomPath } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { filterConversations, splitAtMatch } from "../../../lib/ui/room/list_filter.ts";
import { Place } from "../../../lib/ui/room/place.tsx";
import { conversationName, roomTitle } from "../../../lib/ui/room/page_title.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { useWindow } from "../window/window_context.ts";
import { useElsewhere } from "./use_elsewhere.ts";

export interface ConversationFilterProps extends Failing {
  query: string;
  onQuery(query: string): void;
  onClose(): void;
}

/** The list while one types: what matches, then rooms elsewhere. Arrows choose, Enter opens. */
export function ConversationFilter({ query, onQuery, onClose }: ConversationFilterProps) {
  const window = useWindow();
  const { model } = window;
  const { words } = useReading();
  const field = useRef<HTMLInputElement>(null);
  const all = model.conversations.value;
  const found = useMemo(() => filterConversations(all, query), [all, query]);
  const elsewhere = useElsewhere(query);
  const ordered = ["room", "direct"].flatMap((kind) => found.filter((one) => one.kind === kind));
  // The choice belongs to one query: Enter may follow a letter before any effect runs.
  const [choice, choose] = useState({ query, index: 0 });
  const chosen = choice.query === query ? choice.index : 0;

  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(query.length, query.length);
  }, []);
  useLayoutEffect(() => {
    document.querySelector(".place.chosen")?.scrollIntoView({ block: "nearest" });
  }, [chosen, query]);

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const count = ordered.length;
    if (step !== 0 && count > 0) choose({ query, index: (chosen + step + count) % count });
    const conversation = ordered[chosen];
    if (event.key === "Enter" && conversation) {
      onClose();
      window.open(conversation);
    }
    if (event.key === "Escape") onClose();
    if (step !== 0 || event.key === "Enter" || event.key === "Escape") event.preventDefault();
  }

  return (
    <>
      <div class="jump filter">
        <icons.search />
        <input
          ref={field}
          type="text"
          aria-label={words.t("nav.filter")}
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => {
            const { value } = event.currentTarget;
            if (value === "") onClose();
            else onQuery(value);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div class="regions" onClick={onClose}>
        <div class="lists">
          <p class="sr-only" role="status">
            {words.t("nav.found", {
              found: words.number(found.length),
              all: words.number(all.length),
            })}
          </p>
          {(["room", "direct"] as const).map((kind) => (
            <FoundSection
              key={kind}
              title={words.t(kind === "room" ? "nav.rooms" : "nav.direct")}
              found={found.filter((one) => one.kind === kind)}
              all={all.filter((one) => one.kind === kind).length}
              query={query}
              chosen={ordered[chosen]?.id}
            />
          ))}
          {elsewhere.length > 0 && <Elsewhere rooms={elsewhere} query={query} />}
          {found.length === 0 && elsewhere.length === 0 && (
            <p>{words.t("palette.none", { query })}</p>
          )}
        </div>
      </div>
    </>
  );
}

function FoundSection({ title, found, all, query, chosen }: {
  title: string;
  found: ReturnType<typeof filterConversations>;
  all: number;
  query: string;
  chosen: string | undefined;
}) {
  const { words } = useReading();
  const { model, current } = useWindow();
  if (found.length === 0) return null;
  return (
    <>
      <h2 class="fold">
        <span>
          {title}
          <span class="much">
            {words.t("nav.found", { found: words.number(found.length), all: words.number(all) })}
          </span>
        </span>
      </h2>
      <ul>
        {found.map((one) => (
          <li key={one.id}>
            <Place
              conversation={one}
              current={one.id === current.value}
              presence={one.with && model.stateOf(one.with.id)}
              label={<Marked name={conversationName(words, one)} query={query} />}
              chosen={one.id === chosen}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A name with what a filter found in it. */
function Marked({ name, query }: { name: string; query: string }) {
  const [before, match, after] = splitAtMatch(name, query);
  if (match === "") return <>{name}</>;
  return (
    <>
      {before}
      <mark>{match}</mark>
      {after}
    </>
  );
}

/** Rooms that one may join, as links: their page says what they are. */
function Elsewhere({ rooms, query }: { rooms: readonly RoomListing[]; query: string }) {
  const { words } = useReading();
  return (
    <>
      <h2 class="fold">
        <span>{words.t("nav.elsewhere")}</span>
      </h2>
      <ul>
        {rooms.map((room) => (
          <li key={room.id}>
            <a class="place" href={roomPath(room.name)}>
              <span class="sigil" aria-hidden="true">#</span>
              <span class="name">
                <Marked name={roomTitle(room)} query={query} />
              </span>
              <span class="tag">{words.t("nav.not-joined")}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
