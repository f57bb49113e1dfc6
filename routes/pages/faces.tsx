// What each page looks like: the components of lib/ui, and which of them come alive.
import { translatorOf } from "../../lib/i18n/translator.ts";
import type { AccountPageProps } from "../../lib/ui/account/account.ts";
import type { AdministrationPageProps } from "../../lib/ui/administration/administration.ts";
import { AccountPage } from "../../lib/ui/pages/account_page.tsx";
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
import { SetupPage, type SetupPageProps } from "../../lib/ui/pages/setup_page.tsx";
import { pageTitle, placeName, unreadOf } from "../../lib/ui/page_title.ts";
import type { Page } from "./answer.tsx";
import type { PageServices } from "./services.ts";

type Face = Omit<Page, "status">;
type Island = PageServices["Island"];

export function doorFace(Island: Island, props: DoorPageProps): Face {
  const { community } = props;
  return {
    title: community,
    description: wordsOf(props.reader).t("door.description", { community }),
    islands: ["DoorApp"],
    body: <Island name="DoorApp" props={props} />,
  };
}

export function roomFace(Island: Island, props: RoomPageProps): Face {
  const { conversations, open } = props.snapshot;
  const conversation = conversations.find(({ id }) => id === open?.conversation);
  const place = conversation && placeName(conversation);
  return {
    title: pageTitle(wordsOf(props.reader), props.community, place, unreadOf(conversations)),
    islands: ["RoomApp"],
    body: <Island name="RoomApp" props={props} />,
  };
}

export function roomsFace(props: RoomsPageProps): Face {
  const words = wordsOf(props.reader);
  return {
    title: words.t("title.page", { page: words.t("rooms.title"), community: props.community }),
    body: <RoomsPage {...props} />,
  };
}

export function settingsFace(Island: Island, props: SettingsPageProps): Face {
  const words = wordsOf(props.reader);
  return {
    title: words.t("title.page", { page: words.t("settings.title"), community: props.community }),
    islands: ["SettingsApp"],
    look: props.chosen && { theme: props.chosen.look.theme, density: props.chosen.look.density },
    body: <Island name="SettingsApp" props={props} />,
  };
}

export function accountFace(props: AccountPageProps): Face {
  const words = wordsOf(props.reader);
  const page = words.t("settings.account");
  return {
    title: words.t("title.page", { page, community: props.community }),
    body: <AccountPage {...props} />,
  };
}

export function administrationFace(Island: Island, props: AdministrationPageProps): Face {
  const page = props.words.title;
  return {
    title: wordsOf(props.reader).t("title.page", { page, community: props.community }),
    islands: ["AdministrationApp"],
    body: <Island name="AdministrationApp" props={props} />,
  };
}

export function setupFace(props: SetupPageProps): Face {
  return { title: props.community, body: <SetupPage {...props} /> };
}

export function errorFace(Island: Island, props: ErrorPageProps): Face {
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
