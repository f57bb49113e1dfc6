import { useEffect, useState } from "preact/hooks";
import { Refused } from "../../lib/client/model.ts";
import type { RoomListing } from "../../lib/protocol/server_frames.ts";
import { Dialog } from "../../lib/ui/dialog.tsx";
import { failureWords } from "../../lib/ui/failure_words.ts";
import { fold } from "../../lib/ui/palette_entries.ts";
import type { RoomsPageProps } from "../../lib/ui/pages/props.ts";
import { useReading } from "../../lib/ui/reading.ts";
import { CreateRoom, RoomList } from "../../lib/ui/room_list.tsx";
import { TextField } from "../../lib/ui/text_field.tsx";
import { useSubmit } from "./use_submit.ts";
import { useWindow } from "./window_context.ts";

/** With fewer rooms than this, looking is quicker than filtering. */
const FILTER_FROM = 8;

/** The room browser, over the chat: join, open, create. */
export function RoomsDialog({ onClose }: { onClose(): void }) {
  const window = useWindow();
  const { model } = window;
  const { words } = useReading();
  const [rooms, setRooms] = useState<readonly RoomListing[] | undefined>(undefined);
  const [query, setQuery] = useState("");
  const [failed, setFailed] = useState<RoomsPageProps["failed"]>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const online = model.connection.value.state === "online";
  useEffect(() => {
    if (rooms && !online) return; // what is shown stays
    void attempt(async () => setRooms(await model.rooms()));
  }, [online]);

  /** Says at the rooms what did not work with them: the page behind is out of sight. */
  async function attempt(run: () => Promise<void>) {
    setError(undefined);
    try {
      await run();
    } catch (refusal) {
      setError(failureWords(words, refusal));
    }
  }

  function join(room: RoomListing, event: Event) {
    event.preventDefault();
    void attempt(async () => void await window.enter(model.join({ conversation: room.id })));
  }

  const create = useSubmit(async (form) => {
    const fields = new FormData(form);
    const name = String(fields.get("name") ?? "").trim();
    const topic = String(fields.get("topic") ?? "").trim();
    const asked = { name, topic, private: fields.get("private") === "on" };
    try {
      await window.enter(model.create({ ...asked, topic: topic || undefined }));
    } catch (refusal) {
      const message = failureWords(words, refusal);
      const code = refusal instanceof Refused ? refusal.error.code : undefined;
      const field = code === "name-taken" || code === "invalid"
        ? "name"
        : code === "too-long"
        ? "topic"
        : "form";
      setFailed({ ...asked, field, message });
    }
  });

  const shown = (rooms ?? []).filter((room) => fold(room.name).includes(fold(query)));
  return (
    <Dialog title={words.t("rooms.title")} onClose={onClose} broad>
      {error && <p class="error" role="alert" ref={intoSight}>{error}</p>}
      {rooms && rooms.length >= FILTER_FROM && (
        <TextField
          name="filter"
          label={words.t("rooms.filter")}
          autocomplete="off"
          focus
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      {shown.length === 0 && query !== ""
        ? <p class="note" role="status">{words.t("rooms.none")}</p>
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
      <h2>{words.t("rooms.create")}</h2>
      <CreateRoom failed={failed} onSubmit={create} />
    </Dialog>
  );
}

/** The room that was pressed may stand far below. */
function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
