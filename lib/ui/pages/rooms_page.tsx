import { may } from "../../protocol/permissions.ts";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { CreateRoom, RoomList } from "../room/room_list.tsx";
import { TextField } from "../elements/text_field.tsx";
import { Page } from "./page.tsx";
import type { RoomsPageProps } from "./props.ts";

/** The room browser as a page: joining, creating and finding work without scripts. */
export function RoomsPage(props: RoomsPageProps & { onFind?(query: string): void }) {
  const { onFind } = props;
  const reading = readingOf(props.reader);
  const { words } = reading;
  return (
    <ReadingProvider value={reading}>
      <Page icon={props.icon} title={words.t("rooms.title")}>
        <CreateRoom role={props.me.role} open={props.creating} failed={props.failed} />
        <section class="panel" aria-label={words.t("rooms.title")}>
          <form class="fields row find" action={PATHS.rooms} role="search">
            <TextField
              name="q"
              label={words.t("rooms.filter")}
              autocomplete="off"
              defaultValue={props.query}
              onInput={onFind && ((event) => onFind(event.currentTarget.value.trim()))}
            />
            <button type="submit" class="button">{words.t("rooms.search")}</button>
          </form>
          {props.rooms.length === 0
            ? (
              <p class="note said" role="status">
                {words.t(may(props.me.role, "create a room") ? "rooms.none-create" : "rooms.none")}
              </p>
            )
            : <RoomList rooms={props.rooms} />}
          {props.next !== undefined && (
            <p>
              <a
                class="button"
                href={`${PATHS.rooms}?${new URLSearchParams({
                  q: props.query ?? "",
                  after: props.next,
                })}`}
              >
                {words.t("rooms.more")}
              </a>
            </p>
          )}
        </section>
        <p>
          <a class="link" href={PATHS.search}>{words.t("rooms.messages")}</a>
        </p>
        <section class="panel">
          <h2>{words.t("nav.new")}</h2>
          <form class="fields" action={PATHS.direct}>
            <TextField
              name="person"
              label={words.t("new.who")}
              autocomplete="off"
              required
              defaultValue={props.unwritable?.person}
              error={props.unwritable?.message}
            />
            <div class="row">
              <button type="submit" class="button">{words.t("new.open")}</button>
            </div>
          </form>
        </section>
      </Page>
    </ReadingProvider>
  );
}
