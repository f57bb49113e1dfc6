import { useEffect, useState } from "preact/hooks";
import { type ChatModel, Refused } from "../../../lib/client/model.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { freeRoomName, readRoomNaming, roomFieldOf } from "../../../lib/protocol/room_names.ts";
import type { RoomListing } from "../../../lib/protocol/requests/rooms.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { findRooms } from "../../../lib/ui/room/list_filter.ts";
import type { RoomsPageProps } from "../../../lib/ui/pages/props.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { CreateRoom, RoomList } from "../../../lib/ui/room/room_list.tsx";
import { TextField } from "../../../lib/ui/elements/text_field.tsx";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";

/** The rooms that were read so far, and where the rest begins. */
interface RoomListPage {
  rooms: readonly RoomListing[];
  next?: string;
}

/** With fewer rooms than this, looking is quicker than filtering. */
const FILTER_FROM = 8;

/** One that no listed room has; nothing where the server does not answer. */
function freeNameFor(model: Pick<ChatModel, "rooms">, name: string): Promise<string | undefined> {
  return model.rooms({ query: name }).then(
    ({ rooms }) => freeRoomName(name, rooms.map((room) => room.name)),
    () => undefined,
  );
}

/** The room browser, over the chat: join, open, create. */
export function RoomsDialog({ onClose }: { onClose(): void }) {
  const window = useWindow();
  const { model } = window;
  const { words } = useReading();
  const [page, setPage] = useState<RoomListPage | undefined>(undefined);
  const [query, setQuery] = useState("");
  const [failed, setFailed] = useState<RoomsPageProps["failed"]>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const online = model.connection.value.state === "online";
  useEffect(() => {
    if (page && !online) return; // what is shown stays
    void attempt(async () => setPage(await model.rooms()));
  }, [online]);
  const role = model.me.value?.role ?? "guest";
  const { rooms, next } = page ?? {};

  /** Of more rooms than one page holds, the server looks for those that match. */
  function filter(text: string) {
    setQuery(text);
    if (next === undefined && query === "") return;
    void attempt(async () => setPage(await model.rooms({ query: text })));
  }

  function more() {
    void attempt(async () => {
      const following = await model.rooms({ query, after: next });
      setPage({ ...following, rooms: [...rooms ?? [], ...following.rooms] });
    });
  }

  useEffect(() => {
    if (failed) document.getElementById(`field-${failed.field}`)?.focus();
  }, [failed]);

  /** Says at the rooms what did not work with them: the page behind is out of sight. */
  async function attempt(run: () => Promise<void>) {
    setError(undefined);
    try {
      await run();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  }

  function join(room: RoomListing, event: Event) {
    event.preventDefault();
    void attempt(async () => void await window.enter(model.join({ conversation: room.id })));
  }

  const create = useSubmit(async (form, submitter) => {
    const fields = new FormData(form, submitter);
    const typed = String(fields.get("name") ?? "").trim();
    const topic = String(fields.get("topic") ?? "").trim();
    const title = String(fields.get("title") ?? "").trim() || undefined;
    // What was typed otherwise becomes the title, beside a name that fits (R1).
    const naming = readRoomNaming(typed);
    const name = String(fields.get("offer") ?? naming.name);
    const isPrivate = fields.get("private") === "on";
    try {
      await window.enter(model.create({
        name,
        private: isPrivate,
        title: title ?? naming.title,
        topic: topic || undefined,
      }));
    } catch (refusal) {
      const message = failureMessage(words, refusal);
      const code = refusal instanceof Refused ? refusal.error.code : undefined;
      const offer = code === "name-taken" ? await freeNameFor(model, name) : undefined;
      const field = roomFieldOf(code, { typed, title });
      setFailed({ name: typed, offer, title, topic, private: isPrivate, field, message });
    }
  });

  const shown = findRooms(rooms ?? [], query);
  return (
    <Dialog title={words.t("rooms.title")} onClose={onClose} broad>
      {error && <p class="error" role="alert" ref={intoSight}>{error}</p>}
      <CreateRoom role={role} failed={failed} onSubmit={create} />
      {rooms && (rooms.length >= FILTER_FROM || query !== "") && (
        <TextField
          name="filter"
          label={words.t("rooms.filter")}
          autocomplete="off"
          focus
          onInput={(event) => filter(event.currentTarget.value)}
        />
      )}
      {shown.length === 0 && query !== ""
        ? (
          <p class="note" role="status">
            {words.t(may(role, "create a room") ? "rooms.none-create" : "rooms.none")}
          </p>
        )
        : (
          <RoomList
            rooms={shown}
            onJoin={join}
            onOpen={(room, event) => {
              const known = window.find(room.id);
              if (!known) return; // the link leads there too
              event.preventDefault();
              window.open(known);
            }}
          />
        )}
      {next !== undefined && (
        <p>
          <button type="button" class="button" onClick={more}>{words.t("rooms.more")}</button>
        </p>
      )}
    </Dialog>
  );
}

/** The room that was pressed may stand far below. */
function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
