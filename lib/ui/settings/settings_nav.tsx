// The settings' own list, drawn by the server alone: no island loads it.
import type { ComponentChildren } from "preact";
import type { AdministrationTranslator } from "../administration/administration.ts";
import { ADMIN } from "../administration/paths.ts";
import { type AdministrationSection, sectionsFor } from "../administration/sections.ts";
import { QueueCount } from "../administration/queue_count.tsx";
import type { Person } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import { IconLink } from "../elements/icon_button.tsx";
import { icons, Tree } from "../elements/icons.tsx";
import { messageIcons } from "../elements/message_icons.tsx";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { settingsIcons } from "./settings_icons.tsx";

export interface SettingsNavProps {
  me: Person;
  community: string;
  /** The path of the page beside it. */
  current: string;
  words: AdministrationTranslator;
  /** Where the community's terms are read, if it has some. */
  terms?: string;
  /** Whether the reader may add bots. */
  addsBots: boolean;
  /** How much waits for the reader as a moderator. */
  queue?: number;
}

const ICONS: Record<AdministrationSection, () => ComponentChildren> = {
  overview: icons.shield,
  community: Tree,
  admission: settingsIcons.door,
  providers: settingsIcons.key,
  safety: settingsIcons.buoy,
  people: messageIcons.people,
  rooms: settingsIcons.rooms,
  reports: messageIcons.flag,
  sanctions: settingsIcons.lock,
  invitations: settingsIcons.link,
  integrations: settingsIcons.bot,
  moving: settingsIcons.box,
  journal: icons.clock,
};

/** All pages of the settings, one's own and, for those who may, the community's. */
export function SettingsNav({ me, community, current, words, ...props }: SettingsNavProps) {
  const { addsBots, queue = 0, terms } = props;
  const { words: common } = useReading();
  const entry = (path: string, Icon: () => ComponentChildren, text: string) => (
    <li key={path}>
      <a class="place" href={path} aria-current={isAt(path, current) ? "page" : undefined}>
        <Icon />
        <span class="name">{text}</span>
        {path === ADMIN.reports && <QueueCount count={queue} />}
      </a>
    </li>
  );
  const moderates = may(me.role, "kick, mute and ban");
  const sections = sectionsFor(me, addsBots)
    .map((name) => entry(ADMIN[name], ICONS[name], words.t(name)));
  return (
    <nav class="settings-nav" aria-label={common.t("settings.title")}>
      <header>
        <b>{common.t("settings.title")}</b>
        <IconLink label={common.t("close")} icon={icons.close} href={PATHS.home} />
      </header>
      <h2>{common.t("you")}</h2>
      <ul>
        {entry(PATHS.settings, icons.smile, common.t("settings.you"))}
        {entry(PATHS.account, settingsIcons.key, common.t("settings.account"))}
        {entry(PATHS.notifications, messageIcons.bell, common.t("settings.notifications"))}
        {entry(PATHS.blocked, settingsIcons.lock, common.t("settings.blocked"))}
        {entry(PATHS.rules, messageIcons.flag, common.t("kept.title"))}
        {terms && entry(terms, settingsIcons.link, words.t("terms"))}
        {!moderates && sections}
      </ul>
      {moderates && (
        <>
          <h2 dir="auto">{community}</h2>
          <ul>{sections}</ul>
        </>
      )}
    </nav>
  );
}

/** The page itself, or one below it that has no entry of its own. */
function isAt(path: string, current: string): boolean {
  const hasPages = path !== PATHS.settings && path !== ADMIN.overview;
  return current === path || (hasPages && current.startsWith(`${path}/`));
}
