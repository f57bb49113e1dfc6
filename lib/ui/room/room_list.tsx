import type { Role } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import type { RoomListing } from "../../protocol/requests/rooms.ts";
import type { RoomsPageProps } from "../pages/props.ts";
import { PATHS, roomActionPath, roomPath } from "../paths.ts";
import { roomTitle } from "./page_title.ts";
import { numbersInWords } from "./room_numbers.ts";
import { useReading } from "../reading.ts";
import { icons } from "../elements/icons.tsx";
import { TextField } from "../elements/text_field.tsx";

/** The rooms that may be listed, each with a button to join or open it. */
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
            <b dir="auto"># {roomTitle(room)}</b>
            {room.title && !room.private && <span class="faint">{` ${room.name}`}</span>}
            {room.private && (
              <>
                {" "}
                <span class="tag">{words.t("nav.private")}</span>
              </>
            )}
            {room.closed && (
              <>
                {" "}
                <span class="tag">{words.t("nav.closed")}</span>
              </>
            )}
            {room.topic && <p dir="auto">{room.topic}</p>}
            <p class="faint">{numbersInWords(words, room)}</p>
          </div>
          {room.joined
            ? (
              <a
                class="button"
                href={roomPath(room.name)}
                aria-label={`${words.t("rooms.open")} ${roomTitle(room)}`}
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
                  aria-label={`${words.t("rooms.join")} ${roomTitle(room)}`}
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

/** Opens to the form that creates a room, with errors at their fields; guests read that they cannot. */
export function CreateRoom({ role, open, failed, onSubmit }: {
  /** The reader's. */
  role: Role;
  /** Whether one came to create one. */
  open?: boolean;
  failed?: RoomsPageProps["failed"];
  onSubmit?(event: SubmitEvent): void;
}) {
  const { words } = useReading();
  const errorAt = (field: string) => failed?.field === field ? failed.message : undefined;
  if (!may(role, "create a room")) return <p class="quiet">{words.t("rooms.for-members")}</p>;
  return (
    <details class="create-room" open={open || failed ? true : undefined}>
      <summary class="button">
        <icons.plus /> {words.t("rooms.create")}
      </summary>
      <form class="fields" method="post" action={PATHS.rooms} onSubmit={onSubmit}>
        {errorAt("form") && <p class="error" role="alert">{errorAt("form")}</p>}
        <TextField
          name="name"
          label={words.t("rooms.name")}
          hint={words.t("rooms.name-hint")}
          autocomplete="off"
          required
          autofocus={open && !failed}
          defaultValue={failed?.name}
          // What is no name is shown as typed: then it is the title that is wrong.
          error={errorAt("name") ?? (failed?.title ? undefined : errorAt("title"))}
        />
        {failed?.title && (
          <TextField
            name="title"
            label={words.t("rooms.title-label")}
            hint={words.t("rooms.title-hint")}
            autocomplete="off"
            defaultValue={failed.title}
            error={errorAt("title")}
          />
        )}
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
        {!may(role, "kick, mute and ban") && <p class="quiet small">{words.t("rooms.order")}</p>}
        <div class="row">
          <button type="submit" class="button primary">{words.t("rooms.create-save")}</button>
          {failed?.offer && (
            <>
              {" "}
              <button type="submit" class="button" name="offer" value={failed.offer}>
                {words.t("rooms.create-as", { name: failed.offer })}
              </button>
            </>
          )}
        </div>
      </form>
    </details>
  );
}
