import type { ComponentChildren } from "preact";
import type { Bot } from "../../protocol/bots.ts";
import { roomTitle } from "../room/page_title.ts";
import { useAdministration } from "./administration.ts";

/** Which rooms a bot is in; a hook is in `one`. */
export function RoomChoice({ rooms, chosen, one = false }: {
  rooms: Bot["rooms"];
  chosen: readonly string[];
  one?: boolean;
}) {
  const { words } = useAdministration();
  return (
    <fieldset class="choice room-choice">
      <legend>{words.t("bots.rooms")}</legend>
      {rooms.map((room) => (
        <Check key={room.id} name="room" value={room.id} on={chosen.includes(room.id)} one={one}>
          <span dir="auto"># {roomTitle(room)}</span>
        </Check>
      ))}
    </fieldset>
  );
}

/** A box to tick, or one of several. */
export function Check({ name, value, on, one = false, children }: {
  name: string;
  one?: boolean;
  value: string;
  on: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="check">
      <input type={one ? "radio" : "checkbox"} name={name} value={value} defaultChecked={on} />
      {children}
    </label>
  );
}
