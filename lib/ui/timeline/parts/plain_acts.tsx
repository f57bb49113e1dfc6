import { may, mayVanish, mayWriteIn } from "../../../protocol/permissions.ts";
import type { Bookmark } from "../../../protocol/own_marks.ts";
import { DEFAULT_REACTIONS } from "../../../protocol/reactions.ts";
import { COMPOSER } from "../../composer/composer.tsx";
import { PATHS } from "../../paths.ts";
import { useReading } from "../../reading.ts";
import type { ActedOn } from "../acts.ts";
import { useTimelineReader } from "../timeline_reader.ts";

/**
 * What can be done without a script with the message that the page opens at. Drawn by the server alone,
 * and seen where no script runs.
 */
export function PlainActs({ item }: { item: ActedOn }) {
  const { words } = useReading();
  const reader = useTimelineReader();
  if (!reader || reader.react) return null;
  const { event } = item;
  const mayWrite = mayWriteIn(reader.role, reader.place);
  const path = `${reader.path}/${event.seq}`;
  const isRoom = reader.path.startsWith(`${PATHS.rooms}/`);
  return (
    <div class="plain-acts" data-plain>
      {item.own && !event.forwarded && mayWrite && (
        <a class="button" href={`${path}/edit`}>{words.t("act.edit")}</a>
      )}
      {(item.own || isRoom && may(reader.role, "delete what others wrote")) && (
        <a class="button danger" href={`${path}/delete`}>{words.t("message.delete")}</a>
      )}
      <a class="button" href={`${path}/later`}>{words.t("later.remind")}</a>
      {mayWrite && (
        <form method="post" action={`${path}/reactions`} aria-label={words.t("reaction.add")}>
          {DEFAULT_REACTIONS.map((emoji) => (
            <button key={emoji} type="submit" class="button" name="on" value={emoji}>
              {emoji}
            </button>
          ))}
        </form>
      )}
      {mayWrite && may(reader.role, "pin a message") && (
        <form method="post" action={`${path}/pin`}>
          <button type="submit" class="button" name="on" value={event.pinned ? "" : "on"}>
            {words.t(event.pinned ? "act.unpin" : "act.pin")}
          </button>
        </form>
      )}
      <PlainBookmark path={path} bookmark={item.mine?.bookmark} />
      <PlainForward action={`${path}/forward`} />
      {may(reader.role, "move messages") && reader.path.startsWith("/rooms/") && (
        <a class="button" href={`${path}/move`}>{words.t("act.move")}</a>
      )}
      <form method="post" action={`${path}/unread`}>
        {event.thread !== undefined && <input type="hidden" name="thread" value={event.thread} />}
        <button type="submit" class="button">{words.t("act.unread")}</button>
      </form>
    </div>
  );
}

/** Keeping a message, with a note, or not any more. */
function PlainBookmark({ path, bookmark }: { path: string; bookmark: Bookmark | undefined }) {
  const { words } = useReading();
  return (
    <form method="post" action={`${path}/bookmark`}>
      <input
        name="note"
        aria-label={words.t("bookmark.note")}
        placeholder={words.t("bookmark.note")}
        defaultValue={bookmark?.note}
        dir="auto"
      />
      <button type="submit" class="button" name="on" value="on">
        {words.t(bookmark ? "bookmark.save" : "act.bookmark")}
      </button>
      {bookmark && (
        <button type="submit" class="button" name="on" value="">{words.t("act.unbookmark")}</button>
      )}
    </form>
  );
}

/** What can be done in a conversation on pages of its own. */
export function PlainPlace() {
  const { words } = useReading();
  const reader = useTimelineReader();
  if (!reader || reader.react) return null;
  const mayWrite = mayWriteIn(reader.role, reader.place);
  return (
    <p class="plain-acts" data-plain>
      <a class="button" href={reader.path}>{words.t("plain.refresh")}</a> {mayWrite && (
        <>
          {/* Each takes along what is typed there. */}
          {([["attach", "file.send-title"], ["later", "later.send-later"]] as const).map((
            [page, label],
          ) => (
            <button
              key={page}
              type="submit"
              class="button"
              form={COMPOSER}
              formaction={`${reader.path}/${page}`}
              name="do"
              value="ask"
            >
              {words.t(label)}
            </button>
          ))}
        </>
      )}{" "}
      {mayVanish(reader.role, reader.place) && (
        <a class="button" href={`${reader.path}/vanish`}>{words.t("vanish.title")}</a>
      )}
    </p>
  );
}

/** The address of a message, where no script offers more: on its page are the forms. */
export function PlainLink({ item }: { item: ActedOn }) {
  const { words } = useReading();
  const reader = useTimelineReader();
  if (!reader || reader.react) return null;
  return (
    <a
      class="plain-link"
      data-plain
      href={`${reader.path}/${item.event.seq}`}
    >
      {words.t("message.options")}
    </a>
  );
}

/** Passes a message on to a room or a person, by name. */
function PlainForward({ action }: { action: string }) {
  const { words } = useReading();
  const label = words.t("forward.label");
  return (
    <form method="post" action={action}>
      <input name="to" required aria-label={label} placeholder={label} dir="auto" />
      <button type="submit" class="button">{words.t("forward.send")}</button>
    </form>
  );
}
