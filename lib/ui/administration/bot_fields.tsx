import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Bot } from "../../protocol/bots.ts";
import { TextField } from "../elements/text_field.tsx";
import { findRooms } from "../room/list_filter.ts";
import { roomTitle } from "../room/page_title.ts";
import { useAdministration } from "./administration.ts";
import type { Failure } from "./views.ts";

type Rooms = Bot["rooms"];

/** Rooms in the order of their titles. */
export function byTitle(locale: string, rooms: Rooms): Rooms {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return rooms.toSorted((a, b) => compare(roomTitle(a), roomTitle(b)));
}

/** With fewer rooms than this, looking is quicker than filtering. */
const FILTER_FROM = 8;

/** Which rooms a bot is in, by name; a hook is in `one`. */
export function RoomChoice({ rooms, chosen, one = false }: {
  rooms: Rooms;
  chosen: readonly string[];
  one?: boolean;
}) {
  const { words, copy } = useAdministration();
  const [query, setQuery] = useState("");
  const id = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const form = list.current?.form;
    const clear = () => setQuery(""); // with the field, once the form is done
    form?.addEventListener("reset", clear);
    return () => form?.removeEventListener("reset", clear);
  }, []);
  const sorted = byTitle(words.locale, rooms);
  const fits = new Set(findRooms(sorted, query));
  return (
    <fieldset class="choice room-choice" ref={list}>
      <legend>{words.t("bots.rooms")}</legend>
      {copy && rooms.length >= FILTER_FROM && (
        <TextField
          id={id}
          name="filter"
          label={words.t("bots.rooms-filter")}
          autocomplete="off"
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      )}
      <div class="room-rows">
        {sorted.map((room) => (
          <Check
            key={room.id}
            name="room"
            value={room.id}
            on={chosen.includes(room.id)}
            one={one}
            hidden={!fits.has(room)}
          >
            <span dir="auto"># {roomTitle(room)}</span>
          </Check>
        ))}
      </div>
    </fieldset>
  );
}

/** What a new bot, or a webhook, is called: the page has one of these fields for each. */
export function NameField({ of, failed }: {
  of: "bots" | "hooks" | "outgoing";
  failed: Failure | undefined;
}) {
  const { words } = useAdministration();
  return (
    <TextField
      id={`${of}-name`}
      name="name"
      label={words.t(`${of}.name`)}
      autocomplete="off"
      required
      defaultValue={failed?.typed.name}
      error={failed?.field === "name" ? failed.message : undefined}
    />
  );
}

/** A box to tick, or one of several. */
export function Check({ name, value, on, one = false, hidden = false, children }: {
  name: string;
  one?: boolean;
  /** Whether it is not what is looked for: it stays chosen, if it is. */
  hidden?: boolean;
  value: string;
  on: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="check" hidden={hidden}>
      <input type={one ? "radio" : "checkbox"} name={name} value={value} defaultChecked={on} />
      {children}
    </label>
  );
}
