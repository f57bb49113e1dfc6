import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { CreateRoom, RoomList } from "../room_list.tsx";
import { TextField } from "../text_field.tsx";
import { Page } from "./page.tsx";
import type { RoomsPageProps } from "./props.ts";

/** The room browser as a page of its own: join and create work without a script. */
export function RoomsPage(props: RoomsPageProps) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  return (
    <ReadingProvider value={reading}>
      <Page title={words.t("rooms.title")}>
        <section class="panel" aria-label={words.t("rooms.title")}>
          <RoomList rooms={props.rooms} />
        </section>
        <section class="panel">
          <h2>{words.t("nav.new")}</h2>
          <form class="fields" action={PATHS.direct}>
            <TextField name="person" label={words.t("door.name")} autocomplete="off" required />
            <div class="row">
              <button type="submit" class="button">{words.t("nav.new")}</button>
            </div>
          </form>
        </section>
        <section class="panel">
          <h2>{words.t("rooms.create")}</h2>
          <CreateRoom failed={props.failed} />
        </section>
      </Page>
    </ReadingProvider>
  );
}
