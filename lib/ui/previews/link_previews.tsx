import type { LinkPreview } from "../../protocol/link_previews.ts";
import { may } from "../../protocol/permissions.ts";
import { icons } from "../elements/icons.tsx";
import { filePath } from "../paths.ts";
import { useReading } from "../reading.ts";
import type { ActedOn } from "../timeline/acts.ts";
import { type TimelineReader, useTimelineReader } from "../timeline/timeline_reader.ts";

/**
 * What the pages say that a message links to, each a card that leads there. Who wrote the message, and
 * who keeps order in the room, may take one off: by a form, which is sent where there is no script.
 */
export function LinkPreviews({ item }: { item: ActedOn }) {
  const reader = useTimelineReader();
  return (
    <div class="previews">
      {item.event.previews?.map((preview) => (
        <div key={preview.url} class="file">
          <Card {...preview} />
          {reader && mayRemove(item, reader) && (
            <Remove item={item} reader={reader} preview={preview} />
          )}
        </div>
      ))}
    </div>
  );
}

function Card({ url, site, title, description, picture }: LinkPreview) {
  return (
    <a href={url} target="_blank" rel="noopener nofollow" title={url}>
      {picture && (
        <img
          class="thumb"
          src={filePath(picture.id)}
          width={picture.width}
          height={picture.height}
          alt={picture.alt ?? ""}
          loading="lazy"
        />
      )}
      <span>
        <small dir="auto">{site}</small> <b dir="auto">{title}</b>
        {description && (
          <>
            <small dir="auto">{description}</small>
          </>
        )}
      </span>
    </a>
  );
}

function Remove({ item, reader, preview: { url, title } }: {
  item: ActedOn;
  reader: TimelineReader;
  preview: LinkPreview;
}) {
  const { words } = useReading();
  const { removePreview } = reader;
  const label = words.t("preview.remove", { title });
  return (
    <form
      method="post"
      action={`${reader.path}/${item.event.seq}/preview`}
      onSubmit={removePreview && ((event) => {
        event.preventDefault();
        removePreview(item, url);
      })}
    >
      <input type="hidden" name="url" value={url} />
      <button
        type="submit"
        class="icon-button tight"
        aria-label={label}
        title={words.t("preview.remove-short")}
      >
        <icons.close />
      </button>
    </form>
  );
}

function mayRemove({ own }: ActedOn, { role, place }: TimelineReader): boolean {
  return own || place.kind === "room" && may(role, "delete what others wrote");
}
