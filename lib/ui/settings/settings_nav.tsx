// The settings' own list, drawn by the server alone: no island loads it.
import type { ComponentChildren } from "preact";
import type { AdministrationTranslator } from "../administration/administration.ts";
import { ADMIN } from "../administration/paths.ts";
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
  /** Whether the reader may add bots. */
  addsBots: boolean;
}

const COMMUNITY = [
  ["overview", icons.shield],
  ["community", Tree],
  ["people", messageIcons.people],
  ["rooms", settingsIcons.rooms],
  ["reports", messageIcons.flag],
  ["sanctions", settingsIcons.lock],
  ["invitations", settingsIcons.link],
  ["integrations", settingsIcons.bot],
  ["moving", settingsIcons.box],
  ["journal", icons.clock],
] as const;

/** What administrators alone look after. */
const ADMINISTRATORS = new Set<string>(["integrations", "moving"]);

/** All pages of the settings, one's own and, for those who may, the community's. */
export function SettingsNav({ me, community, current, words, addsBots }: SettingsNavProps) {
  const { words: common } = useReading();
  const looksAfterAll = may(me.role, "look after all bots");
  const entry = (path: string, Icon: () => ComponentChildren, text: string) => (
    <li key={path}>
      <a class="place" href={path} aria-current={isAt(path, current) ? "page" : undefined}>
        <Icon />
        <span class="name">{text}</span>
      </a>
    </li>
  );
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
        {addsBots && !looksAfterAll &&
          entry(ADMIN.integrations, settingsIcons.bot, words.t("integrations"))}
      </ul>
      {may(me.role, "kick, mute and ban") && (
        <>
          <h2 dir="auto">{community}</h2>
          <ul>
            {COMMUNITY.filter(([name]) => looksAfterAll || !ADMINISTRATORS.has(name))
              .map(([name, icon]) => entry(ADMIN[name], icon, words.t(name)))}
          </ul>
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
