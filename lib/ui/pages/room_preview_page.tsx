import type { TimelineItem } from "../../client/model.ts";
import type { ConversationSummary, LogEvent, Profiles } from "../../protocol/events.ts";
import type { RoomPreview } from "../../protocol/room_preview.ts";
import { icons } from "../elements/icons.tsx";
import { earlierPath, PATHS, roomActionPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { HeadTitle } from "../room/conversation_head.tsx";
import { numbersInWords } from "../room/room_numbers.ts";
import { gatherPassages, showsArrivals } from "../room/passages.ts";
import { roomTitle } from "../room/page_title.ts";
import { timelineRows } from "../room/timeline_rows.ts";
import { Timeline } from "../timeline/timeline.tsx";

export interface RoomPreviewProps {
  room: RoomPreview;
  /** A page of what was said in it. */
  events: readonly LogEvent[];
  users: Profiles;
  more: boolean;
  /** The name of the reader. */
  ownName: string;
}

/** A public room for a member of the community who is not in it: to read, and to join by one press. */
export function RoomPreviewPage({ room, events, users, more, ownName }: RoomPreviewProps) {
  const { words, times, preferences } = useReading();
  const items = gatherPassages(events.flatMap((event) => itemOf(event, users) ?? []), {
    conversation: room.id,
    shown: showsArrivals(preferences.arrivals, room.members + room.guests),
    keys: new Map(),
  });
  const conversation = summaryOf(room, events);
  const title = roomTitle(room);
  return (
    <main class="conversation" id="page" tabIndex={-1}>
      <header class="head">
        <a class="icon-button back" href={PATHS.list} aria-label={words.t("back")}>
          <icons.back />
          <span class="sr-only" aria-hidden="true">{words.t("back")}</span>
        </a>
        <HeadTitle
          title={`# ${title}`}
          topic={room.topic}
          about={numbersInWords(words, room)}
        />
      </header>
      <Timeline
        conversation={conversation}
        quiet
        rows={timelineRows(items, { dayKey: times.dayKey })}
        hasOlder={more}
        olderHref={earlierPath(conversation, events[0]?.seq ?? 1)}
        loading={false}
        busy={false}
        live={false}
        ownName={ownName}
        names={[]}
      />
      <div class="composer">
        <form class="preview-bar" method="post" action={roomActionPath(room.name, "join")}>
          <div>
            <b>{words.t("preview.title", { room: title })}</b>
            <p class="quiet small">{words.t("preview.text")}</p>
          </div>
          <a class="button" href={PATHS.rooms}>{words.t("close")}</a>{" "}
          <button type="submit" class="button primary">
            {words.t("door.join-room", { room: title })}
          </button>
        </form>
      </div>
    </main>
  );
}

function itemOf(event: LogEvent, users: Profiles): TimelineItem | undefined {
  const author = users[event.by] ?? { name: "", role: "member", gone: true };
  const key = `at-${event.seq}`;
  switch (event.kind) {
    case "message":
      return { is: "message", key, event, author, own: false };
    case "join":
    case "leave":
    case "topic":
    case "vanish":
    case "rename":
      return { is: "change", key, event, author };
    default:
      return undefined; // applied to the message that it changes
  }
}

function summaryOf(
  { id, name, title, topic }: RoomPreview,
  events: readonly LogEvent[],
): ConversationSummary {
  const head = events.at(-1)?.seq ?? 0;
  const counts = { head, read: head, unread: 0, mentions: 0, lastAt: events.at(-1)?.at ?? 0 };
  return { id, kind: "room", name, title, topic, ...counts };
}
