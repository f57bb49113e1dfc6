import type { RoomInCare } from "../../protocol/administration.ts";
import { GENERAL } from "../../protocol/events.ts";
import { roomPath } from "../paths.ts";
import { TextField } from "../text_field.tsx";
import { useAdministration, useFailure } from "./administration.ts";
import { DoForm } from "./do_form.tsx";
import { Panel } from "./panel.tsx";
import { DO } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** All rooms that one may care for. */
export function Rooms({ view }: { view: ViewOf<"rooms"> }) {
  const { words } = useAdministration();
  return (
    <Panel title={words.t("rooms")}>
      <ul class="rooms-list">
        {view.rooms.map((room) => <RoomRow key={room.id} room={room} />)}
      </ul>
    </Panel>
  );
}

function RoomRow({ room }: { room: RoomInCare }) {
  const { words } = useAdministration();
  const name = room.name ?? room.id;
  const tags = [
    room.closed && "room.closed",
    room.readOnly && "room.read-only",
    room.private && "room.private",
  ] as const;
  return (
    <li data-room={name}>
      <div>
        <a href={roomPath(name)}>
          <b># {name}</b>
        </a>
        {tags.map((tag) => tag && <span key={tag} class="tag">{words.t(tag)}</span>)}
      </div>
      <div class="doing">
        <Switch
          {...{ room, name }}
          field="readOnly"
          action={room.readOnly ? "room.unquiet" : "room.quiet"}
        />
        {room.id !== GENERAL && (
          <>
            <Switch
              {...{ room, name }}
              field="closed"
              action={room.closed ? "room.reopen" : "room.close"}
            />
            <Rename room={room} name={name} />
          </>
        )}
      </div>
    </li>
  );
}

interface SwitchProps {
  room: RoomInCare;
  name: string;
  field: "readOnly" | "closed";
  action: "room.quiet" | "room.unquiet" | "room.close" | "room.reopen";
}

function Switch({ room, name, field, action }: SwitchProps) {
  const { words } = useAdministration();
  return (
    <DoForm action={DO.room} about={{ id: room.id }}>
      <button
        type="submit"
        class="button"
        name={field}
        value={room[field] ? "off" : "on"}
        aria-label={`${words.t(action)}: #${name}`}
      >
        {words.t(action)}
      </button>
    </DoForm>
  );
}

function Rename({ room, name }: { room: RoomInCare; name: string }) {
  const { words } = useAdministration();
  const failed = useFailure(DO.room, room.id);
  const wrong = failed?.field === "name" ? failed : undefined;
  return (
    <details class="pop" open={wrong ? true : undefined}>
      <summary class="button">{words.t("room.rename")}</summary>
      <DoForm action={DO.room} about={{ id: room.id }} class="menu">
        <TextField
          id={`rename-${room.id}`}
          name="name"
          label={words.t("room.name")}
          autocomplete="off"
          required
          defaultValue={wrong?.typed.name ?? name}
          error={wrong?.message}
        />
        <button type="submit">{words.t("room.rename-save")}</button>
      </DoForm>
    </details>
  );
}
