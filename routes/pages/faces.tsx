// What each page looks like: the components of lib/ui, and which of them come alive.
import type { TimelineItem } from "../../lib/client/model.ts";
import { translatorOf } from "../../lib/i18n/translator.ts";
import { Composer } from "../../lib/ui/composer/composer.tsx";
import { ConversationHead } from "../../lib/ui/conversation_head.tsx";
import { MembersPanel } from "../../lib/ui/members_panel.tsx";
import { DoorPage } from "../../lib/ui/pages/door_page.tsx";
import { ErrorPage } from "../../lib/ui/pages/error_page.tsx";
import type {
  DoorPageProps,
  ErrorPageProps,
  Reader,
  RoomPageProps,
  RoomsPageProps,
  SettingsPageProps,
} from "../../lib/ui/pages/props.ts";
import { RoomsPage } from "../../lib/ui/pages/rooms_page.tsx";
import { SettingsPage } from "../../lib/ui/pages/settings_page.tsx";
import { pageTitle, placeName, unreadOf } from "../../lib/ui/page_title.ts";
import { conversationPath } from "../../lib/ui/paths.ts";
import { readingOf, ReadingProvider } from "../../lib/ui/reading.ts";
import { Sidebar } from "../../lib/ui/sidebar.tsx";
import { Timeline } from "../../lib/ui/timeline/timeline.tsx";
import { timelineRows } from "../../lib/ui/timeline_rows.ts";
import type { Page } from "./answer.tsx";
import type { PageServices } from "./services.ts";

type Face = Omit<Page, "status">;
type Island = PageServices["Island"];

export function doorFace(_: Island, props: DoorPageProps): Face {
  const { community } = props;
  return {
    title: community,
    description: wordsOf(props.reader).t("door.description", { community }),
    body: <DoorPage {...props} />,
  };
}

export function roomFace(_: Island, props: RoomPageProps): Face {
  const { conversations, open } = props.snapshot;
  const conversation = conversations.find(({ id }) => id === open?.conversation);
  const place = conversation && placeName(conversation);
  return {
    title: pageTitle(wordsOf(props.reader), props.community, place, unreadOf(conversations)),
    body: <PlainRoom {...props} />,
  };
}

export function roomsFace(props: RoomsPageProps): Face {
  const words = wordsOf(props.reader);
  return {
    title: words.t("title.page", { page: words.t("rooms.title"), community: props.community }),
    body: <RoomsPage {...props} />,
  };
}

export function settingsFace(_: Island, props: SettingsPageProps): Face {
  const words = wordsOf(props.reader);
  return {
    title: words.t("title.page", { page: words.t("settings.title"), community: props.community }),
    body: <SettingsPage {...props} />,
  };
}

export function errorFace(props: ErrorPageProps): Face {
  const words = wordsOf(props.reader);
  const page = words.t(`error.${props.kind}.title`);
  return {
    title: words.t("title.page", { page, community: props.community }),
    body: <ErrorPage {...props} />,
  };
}

/** The chat for reading and writing without a script. */
function PlainRoom(props: RoomPageProps) {
  const { snapshot: { me, conversations, presence, open } } = props;
  const reading = readingOf(props.reader);
  const conversation = conversations.find(({ id }) => id === open?.conversation);
  const events = open?.events ?? [];
  const stateOf = (user: string) => presence.find((one) => one.user === user)?.state ?? "offline";
  const items = events.flatMap((event): TimelineItem[] => {
    const author = open?.users[event.by] ?? { name: "", role: "guest" };
    const key = String(event.seq);
    switch (event.kind) {
      case "message":
        return [{ is: "message", key: event.id, event, author, own: event.by === me.id }];
      case "join":
      case "leave":
      case "topic":
      case "rename":
        return [{ is: "change", key, event, author }];
      default:
        return []; // folded into the messages that they change
    }
  });
  const rows = timelineRows(items, {
    dayKey: reading.times.dayKey,
    newAfter: conversation?.read,
    arrivals: false,
  });
  const oldest = events[0]?.seq ?? 1;
  return (
    <ReadingProvider value={reading}>
      <div class="app" data-view={conversation ? "conversation" : "list"}>
        <Sidebar
          community={props.community}
          me={me}
          conversations={conversations}
          current={conversation?.id}
          stateOf={stateOf}
        />
        {conversation && (
          <main class="conversation">
            <ConversationHead
              conversation={conversation}
              members={props.members}
              presence={conversation.with && stateOf(conversation.with.id)}
            />
            <Timeline
              conversation={conversation}
              rows={rows}
              hasOlder={oldest > 1}
              loading={false}
              ownName={me.name}
              names={props.members.map((member) => member.name)}
              olderHref={`${conversationPath(conversation)}?before=${oldest}`}
            />
            <Composer
              place={placeName(conversation)}
              action={conversationPath(conversation)}
              messageId={props.messageId}
              after={props.messageAfter}
              text={props.failed?.text ?? ""}
              limit={props.limits.text}
              typing={[]}
              error={props.failed?.message}
            />
          </main>
        )}
        {conversation?.kind === "room" && (
          <MembersPanel
            members={props.members}
            me={me.id}
            statusOf={() => undefined}
          />
        )}
      </div>
    </ReadingProvider>
  );
}

function wordsOf({ preferences, words }: Reader) {
  return translatorOf(preferences.locale, words);
}
