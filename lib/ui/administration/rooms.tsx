import type { AdministeredRoom } from "../../protocol/administration.ts";
import { useReading } from "../reading.ts";
import { spanOf } from "../../i18n/spans.ts";
import { may } from "../../protocol/permissions.ts";
import { GENERAL } from "../../protocol/events.ts";
import { roomPath } from "../paths.ts";
import { offeredSlowness } from "../slow_times.ts";
import { TextField } from "../elements/text_field.tsx";
import { roomTitle } from "../room/page_title.ts";
import { useAdministration, useFailure } from "./administration.ts";
import { ActionForm } from "./action_form.tsx";
import { Panel } from "./panel.tsx";
import { ACTIONS, ADMIN } from "./paths.ts";
import type { ViewOf } from "./views.ts";

/** The rooms that the reader may administer. */
export function Rooms({ view }: { view: ViewOf<"rooms"> }) {
  const { words } = useAdministration();
  const { query, rooms, next, one } = view;
  return (
    <>
      <form class="row find" action={ADMIN.rooms} role="search">
        <TextField
          name="q"
          label={words.t("rooms.find")}
          autocomplete="off"
          defaultValue={query}
        />
        <button type="submit" class="button">{words.t("people.search")}</button>
      </form>
      <Panel title={words.t("rooms")}>
        {rooms.length === 0 && (
          <p class="note said" role="status">
            {one ? words.t("rooms.gone") : words.t("rooms.unfound", { query })}
          </p>
        )}
        <ul class="rooms-list">
          {rooms.map((room) => <RoomRow key={room.id} room={room} open={one} />)}
        </ul>
        {one && (
          <p class="note said">
            <a href={ADMIN.rooms}>{words.t("rooms.all")}</a>
          </p>
        )}
        {next !== undefined && (
          <p class="note said">
            <a href={`${ADMIN.rooms}?${new URLSearchParams({ q: query, after: next })}`}>
              {words.t("rooms.more")}
            </a>
          </p>
        )}
      </Panel>
    </>
  );
}

function RoomRow({ room, open }: { room: AdministeredRoom; open?: boolean | undefined }) {
  const { words, me } = useAdministration();
  const { words: common } = useReading();
  const failed = useFailure(ACTIONS.room, room.id);
  const address = room.name ?? room.id;
  const name = roomTitle(room);
  const tags = [
    room.closed && "room.closed",
    room.readOnly && "room.read-only",
    room.private && "room.private",
    room.published && "room.published",
  ] as const;
  return (
    <li data-room={address}>
      <div>
        <a href={roomPath(address)}>
          <b dir="auto"># {name}</b>
        </a>
        {/* Of the address of a private room, nothing is for people. */}
        {room.title && !room.private && <span class="faint">{` ${address}`}</span>}
        {tags.map((tag) => tag && <Tag key={tag} text={words.t(tag)} />)}
        {room.slowSeconds && (
          <Tag
            text={words.t("room.slow", { span: spanOf(words.locale, room.slowSeconds * 1000) })}
          />
        )}
      </div>
      <details class="pop" open={open || failed ? true : undefined}>
        <summary
          class="button"
          aria-label={common.t("sentence.of", { what: words.t("room.change"), name: `#${name}` })}
        >
          {words.t("room.change")}
        </summary>
        <div class="menu">
          <Switch
            room={room}
            name={name}
            field="readOnly"
            action={room.readOnly ? "room.unquiet" : "room.quiet"}
          />
          <Switch
            room={room}
            name={name}
            field="topicLocked"
            action={room.topicLocked ? "room.unlock-topic" : "room.lock-topic"}
          />
          <Slow room={room} name={name} />
          {!room.private && may(me.role, "change who may come in") && (
            <Publish room={room} name={name} />
          )}
          {room.id !== GENERAL && (
            <>
              {room.closed
                ? <Switch room={room} name={name} field="closed" action="room.reopen" />
                : <Close room={room} name={name} />}
              <Rename room={room} name={name} failed={failed} />
            </>
          )}
        </div>
      </details>
    </li>
  );
}

/** What a room is, behind its name; the space is for who reads it aloud or copies it. */
function Tag({ text }: { text: string }) {
  return (
    <>
      {" "}
      <span class="tag">{text}</span>
    </>
  );
}

/** Asks before it closes the room: what then is, and that it can be opened again. */
function Close({ room, name }: { room: AdministeredRoom; name: string }) {
  const { words } = useAdministration();
  return (
    <ActionForm action={ACTIONS.room} about={{ id: room.id }}>
      <details class="sure">
        <summary>{words.t("room.close")}</summary>
        <p>{words.t("room.close-sure", { room: name })}</p>
        <button type="submit" class="danger" name="closed" value="on">
          {words.t("room.close-do", { room: name })}
        </button>
      </details>
    </ActionForm>
  );
}

/** How long people wait there between two messages. */
function Slow({ room, name }: { room: AdministeredRoom; name: string }) {
  const { words } = useAdministration();
  const { words: common } = useReading();
  const { id, slowSeconds = 0 } = room;
  return (
    <ActionForm action={ACTIONS.room} about={{ id }}>
      <div class="input">
        <label for={`slow-${id}`}>{words.t("room.slow-mode")}</label>
        <select
          id={`slow-${id}`}
          name="slowSeconds"
          aria-label={common.t("sentence.of", {
            what: words.t("room.slow-mode"),
            name: `#${name}`,
          })}
        >
          {offeredSlowness(slowSeconds).map((seconds) => (
            <option key={seconds} value={seconds} selected={seconds === slowSeconds}>
              {seconds === 0 ? words.t("room.slow-off") : spanOf(words.locale, seconds * 1000)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">{words.t("room.slow-save")}</button>
    </ActionForm>
  );
}

/** Whether anyone reads a room on the web, and search engines find it there. */
function Publish({ room, name }: { room: AdministeredRoom; name: string }) {
  const { words } = useAdministration();
  const { words: common } = useReading();
  const choices = room.published === undefined ? [["linked", "room.publish"] as const] : [
    room.published === "linked"
      ? ["found", "room.find"] as const
      : ["linked", "room.unfind"] as const,
    ["no", "room.unpublish"] as const,
  ];
  return (
    <>
      {choices.map(([value, action]) => (
        <ActionForm key={value} action={ACTIONS.room} about={{ id: room.id }}>
          <button
            type="submit"
            name="published"
            value={value}
            aria-label={common.t("sentence.of", { what: words.t(action), name: `#${name}` })}
          >
            {words.t(action)}
          </button>
        </ActionForm>
      ))}
    </>
  );
}

interface SwitchProps {
  room: AdministeredRoom;
  name: string;
  field: "readOnly" | "closed" | "topicLocked";
  action:
    | "room.quiet"
    | "room.unquiet"
    | "room.reopen"
    | "room.lock-topic"
    | "room.unlock-topic";
}

function Switch({ room, name, field, action }: SwitchProps) {
  const { words } = useAdministration();
  const { words: common } = useReading();
  return (
    <ActionForm action={ACTIONS.room} about={{ id: room.id }}>
      <button
        type="submit"
        name={field}
        value={room[field] ? "off" : "on"}
        aria-label={common.t("sentence.of", { what: words.t(action), name: `#${name}` })}
      >
        {words.t(action)}
      </button>
    </ActionForm>
  );
}

function Rename({ room, name, failed }: {
  room: AdministeredRoom;
  name: string;
  failed: ReturnType<typeof useFailure>;
}) {
  const { words } = useAdministration();
  const wrong = failed?.field === "name" ? failed : undefined;
  return (
    <ActionForm action={ACTIONS.room} about={{ id: room.id }}>
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
    </ActionForm>
  );
}
