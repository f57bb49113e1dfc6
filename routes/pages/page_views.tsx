// What each page looks like: the components of lib/ui, and which of them come alive.
import { ThreadPage, type ThreadPageProps } from "../../lib/ui/thread/thread_page.tsx";
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import type { AccountPageProps } from "../../lib/ui/account/account.ts";
import type { AdministrationPageProps } from "../../lib/ui/administration/administration.ts";
import { ChatFrame } from "../../lib/ui/pages/chat_frame.tsx";
import { ErrorPage } from "../../lib/ui/pages/error_page.tsx";
import type {
  DoorPageProps,
  ErrorPageProps,
  PageProps,
  Reader,
  RoomPageProps,
  RoomsPageProps,
  SettingsPageProps,
} from "../../lib/ui/pages/props.ts";
import { AboutPage, type AboutPageProps } from "../../lib/ui/pages/about_page.tsx";
import { FilesPage, type FilesPageProps } from "../../lib/ui/pages/files_page.tsx";
import { PeoplePage, type PeoplePageProps } from "../../lib/ui/pages/people_page.tsx";
import { RoomPreviewPage, type RoomPreviewProps } from "../../lib/ui/pages/room_preview_page.tsx";
import type { SetupPageProps } from "../../lib/ui/pages/setup_page.tsx";
import { attentionTo } from "../../lib/ui/room/calls.ts";
import {
  conversationName,
  conversationTitle,
  pageTitle,
  roomTitle,
} from "../../lib/ui/room/page_title.ts";
import { PlainActs, PlainLink, PlainPlace } from "../../lib/ui/timeline/parts/plain_acts.tsx";
import { SearchLink } from "../../lib/ui/room/search_link.tsx";
import { HeadLinks } from "../../lib/ui/room/head_links.tsx";
import { FileCard } from "../../lib/ui/files/file_card.tsx";
import { fileCard, fileNaming } from "../../lib/ui/files/file_card_part.ts";
import { fileLabel } from "../../lib/ui/files/file_label.ts";
import { plainParts } from "../../lib/ui/timeline/parts/plain_parts.ts";
import type { Page } from "./answer.tsx";
import type { Frame } from "./frame.tsx";
import type { PageServices } from "./services.ts";

type PageView = Omit<Page, "status">;
type Island = PageServices["Island"];

plainParts.Acts = PlainActs;
plainParts.Link = PlainLink;
plainParts.Place = PlainPlace;
fileCard.value = FileCard;
fileNaming.value = fileLabel;
plainParts.HeadLinks = HeadLinks;
plainParts.Search = SearchLink;

export function doorView(Island: Island, props: DoorPageProps): PageView {
  const { community } = props;
  return {
    title: community,
    description: wordsOf(props.reader).t("door.description", { community }),
    islands: ["DoorApp"],
    body: <Island name="DoorApp" props={props} />,
  };
}

export function roomView(Island: Island, props: RoomPageProps): PageView {
  const { conversations, open } = props.snapshot;
  const conversation = conversations.find(({ id }) => id === open?.conversation);
  return { ...roomHead(props, conversations, conversation), body: roomBody(Island, props) };
}

/** A room's page with a thread beside it; without a script, the thread is in the page itself. */
export function threadView(
  Island: Island,
  props: RoomPageProps,
  conversation: ConversationSummary,
  page: ThreadPageProps["page"],
): PageView {
  const { reader, snapshot, thread: root = 0, at, failed } = props;
  const form = { id: props.messageId, after: props.messageAfter };
  return {
    ...roomHead(props, snapshot.conversations, conversation),
    body: (
      <>
        {roomBody(Island, { ...props, failed: undefined })}
        <noscript>
          <ThreadPage
            reader={reader}
            conversation={conversation}
            root={root}
            at={at}
            page={page}
            form={form}
            failed={failed}
            me={snapshot.me}
          />
        </noscript>
      </>
    ),
  };
}

/** What stands above a room's page: it is known before its messages are. */
export function roomHead(
  { reader, community }: PageProps,
  conversations: readonly ConversationSummary[],
  open: ConversationSummary | undefined,
): Omit<PageView, "body"> {
  const place = open && conversationTitle(wordsOf(reader), open);
  return {
    title: pageTitle(wordsOf(reader), community, place, attentionTo(conversations)),
    islands: ["RoomApp"],
  };
}

export function roomBody(Island: Island, props: RoomPageProps) {
  return <Island name="RoomApp" props={props} />;
}

export function inboxView(Island: Island, props: RoomPageProps): PageView {
  const words = wordsOf(props.reader);
  const attention = attentionTo(props.snapshot.conversations);
  return {
    title: pageTitle(words, props.community, words.t("inbox.title"), attention),
    islands: ["RoomApp"],
    sheets: ["late"],
    body: roomBody(Island, props),
  };
}

export function roomPreviewView(
  Island: Island,
  frame: Frame,
  preview: RoomPreviewProps,
): PageView {
  const page = `# ${roomTitle(preview.room)}`;
  return {
    title: wordsOf(frame.reader).t("title.page", { page, community: frame.community }),
    islands: ["SidebarApp"],
    body: (
      <ChatFrame
        reader={frame.reader}
        sidebar={<Island name="SidebarApp" props={frame} />}
      >
        <RoomPreviewPage {...preview} />
      </ChatFrame>
    ),
  };
}

export function roomsView(Island: Island, props: RoomsPageProps): PageView {
  const words = wordsOf(props.reader);
  return {
    title: words.t("title.page", { page: words.t("rooms.title"), community: props.community }),
    islands: ["RoomsApp"],
    body: <Island name="RoomsApp" props={props} />,
  };
}

export function peopleView(props: PeoplePageProps): PageView {
  const words = wordsOf(props.reader);
  const page = words.t("group.page", { name: conversationName(words, props.conversation) });
  return {
    title: words.t("title.page", { page, community: props.community }),
    body: <PeoplePage {...props} />,
  };
}

export function aboutView(props: AboutPageProps): PageView {
  const words = wordsOf(props.reader);
  const page = conversationTitle(words, props.conversation);
  return {
    title: words.t("title.page", { page, community: props.community }),
    body: <AboutPage {...props} />,
  };
}

export function filesView(props: FilesPageProps): PageView {
  const words = wordsOf(props.reader);
  const page = words.t("files.page", { place: conversationName(words, props.conversation) });
  return {
    title: words.t("title.page", { page, community: props.community }),
    body: <FilesPage {...props} />,
  };
}

export function settingsView(Island: Island, props: SettingsPageProps): PageView {
  const words = wordsOf(props.reader);
  return {
    title: words.t("title.page", { page: words.t("settings.title"), community: props.community }),
    islands: ["SettingsApp"],
    look: props.chosen && { theme: props.chosen.look.theme, density: props.chosen.look.density },
    body: <Island name="SettingsApp" props={props} />,
  };
}

export function accountView(Island: Island, props: AccountPageProps): PageView {
  const words = wordsOf(props.reader);
  const page = words.t("settings.account");
  return {
    title: words.t("title.page", { page, community: props.community }),
    islands: ["AccountApp"],
    body: <Island name="AccountApp" props={props} />,
  };
}

export function administrationView(Island: Island, props: AdministrationPageProps): PageView {
  const page = props.words.title;
  return {
    title: wordsOf(props.reader).t("title.page", { page, community: props.community }),
    islands: ["AdministrationApp"],
    body: <Island name="AdministrationApp" props={props} />,
  };
}

export function setupView(Island: Island, props: SetupPageProps): PageView {
  const body = <Island name="SetupApp" props={props} />;
  return { title: props.community, islands: ["SetupApp"], body };
}

export function errorView(Island: Island, props: ErrorPageProps): PageView {
  const words = wordsOf(props.reader);
  const page = words.t(`error.${props.kind}.title`);
  return {
    title: words.t("title.page", { page, community: props.community }),
    // A time that passes is the one thing on it that a script can show better.
    ...(props.until === undefined
      ? { body: <ErrorPage {...props} /> }
      : { islands: ["WaitApp"], body: <Island name="WaitApp" props={props} /> }),
  };
}

function wordsOf({ preferences, words }: Reader) {
  return translatorOf(preferences.locale, words);
}
