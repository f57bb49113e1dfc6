import { useReading } from "../reading.ts";
import { Said } from "../elements/said.tsx";

/** Where messages are moved to, and which, on a page of its own. */
export interface MoveForm {
  is: "move";
  rooms: ReadonlyArray<{ id: string; title: string }>;
  /** The message that one came from, and those that follow it. */
  offered: ReadonlyArray<{ seq: number; name: string; time: string; text: string }>;
  /** By seq. */
  chosen: readonly number[];
  /** The room that was chosen before. */
  to?: string;
  /** What was done, where some stayed. */
  said?: string;
}

export function MoveFields({ rooms, offered, chosen, to, said }: MoveForm) {
  const { words } = useReading();
  if (rooms.length === 0) return <p class="quiet">{words.t("move.nowhere")}</p>;
  return (
    <>
      <input type="hidden" name="which" value="chosen" />
      {said !== undefined && <Said autofocus>{said}</Said>}
      <div class="input">
        <label for="plain-to">{words.t("move.to")}</label>
        <select id="plain-to" name="to">
          {rooms.map(({ id, title }) => (
            <option key={id} value={id} selected={id === to}># {title}</option>
          ))}
        </select>
        <small>{words.t("move.hint")}</small>
      </div>
      <fieldset class="choice">
        <legend>{words.t("move.which")}</legend>
        <ul class="stack">
          {offered.map(({ seq, name, time, text }) => (
            <li key={seq}>
              <label class="check">
                <input type="checkbox" name="target" value={seq} checked={chosen.includes(seq)} />
                <span>
                  <b dir="auto">{name}</b> <small class="faint">{time}</small>{" "}
                  <span dir="auto">{text}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </>
  );
}
