import type { RoomListing } from "../protocol/server_frames.ts";
import type { RoomsPageProps } from "./pages/props.ts";
import { PATHS, roomActionPath, roomPath } from "./paths.ts";
import { useReading } from "./reading.ts";
import { TextField } from "./text_field.tsx";

/** Every room that one may see, each with its way in. */
export function RoomList({ rooms, onJoin, onOpen }: {
  rooms: readonly RoomListing[];
  onJoin?(room: RoomListing, event: Event): void;
  onOpen?(room: RoomListing, event: Event): void;
}) {
  const { words } = useReading();
  return (
    <ul class="rooms-list">
      {rooms.map((room) => (
        <li key={room.id}>
          <div>
            <b># {room.name}</b>
            {room.private && <span class="tag">{words.t("nav.private")}</span>}
            {room.topic && <p dir="auto">{room.topic}</p>}
            <p class="faint">{words.t("head.members", { count: room.members })}</p>
          </div>
          {room.joined
            ? (
              <a
                class="button"
                href={roomPath(room.name)}
                aria-label={`${words.t("rooms.open")} ${room.name}`}
                onClick={onOpen && ((event) => onOpen(room, event))}
              >
                {words.t("rooms.open")}
              </a>
            )
            : (
              <form
                method="post"
                action={roomActionPath(room.name, "join")}
                onSubmit={onJoin && ((event) => onJoin(room, event))}
              >
                <button
                  type="submit"
                  class="button"
                  aria-label={`${words.t("rooms.join")} ${room.name}`}
                >
                  {words.t("rooms.join")}
                </button>
              </form>
            )}
        </li>
      ))}
    </ul>
  );
}

/** A form that creates a room; it says what is wrong where it is wrong. */
export function CreateRoom({ failed, onSubmit }: {
  failed?: RoomsPageProps["failed"];
  onSubmit?(event: SubmitEvent): void;
}) {
  const { words } = useReading();
  const errorAt = (field: string) => failed?.field === field ? failed.message : undefined;
  return (
    <form class="fields" method="post" action={PATHS.rooms} onSubmit={onSubmit}>
      {errorAt("form") && <p class="error" role="alert">{errorAt("form")}</p>}
      <TextField
        name="name"
        label={words.t("rooms.name")}
        hint={words.t("rooms.name-hint")}
        autocomplete="off"
        required
        defaultValue={failed?.name}
        error={errorAt("name")}
      />
      <TextField
        name="topic"
        label={`${words.t("rooms.topic")} (${words.t("rooms.optional")})`}
        autocomplete="off"
        defaultValue={failed?.topic}
        error={errorAt("topic")}
      />
      <label class="check">
        <input type="checkbox" name="private" value="on" defaultChecked={failed?.private} />
        {words.t("rooms.private")}
      </label>
      <div class="row">
        <button type="submit" class="button primary">{words.t("rooms.create")}</button>
      </div>
    </form>
  );
}
