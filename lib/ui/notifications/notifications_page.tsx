// The page of what notifies one, drawn by the server alone: its forms need no script.
import { RoomSigil } from "../room/room_sigil.tsx";
import type { ComponentChildren } from "preact";
import type { en } from "../../i18n/notification_settings/en.ts";
import { cityOf } from "../../i18n/time_zones.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { ConversationSummary } from "../../protocol/events.ts";
import { type Level, LEVELS, usualLevel } from "../../protocol/notifications/levels.ts";
import { isQuiet, nextQuiet } from "../../protocol/notifications/quiet_hours.ts";
import type { NotificationSettings } from "../../protocol/notifications/settings.ts";
import { Avatar, AvatarPair } from "../elements/avatar.tsx";
import { TextField } from "../elements/text_field.tsx";
import { icons } from "../elements/icons.tsx";
import { messageIcons } from "../elements/message_icons.tsx";
import { Page } from "../pages/page.tsx";
import { PATHS } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import type { PageProps } from "../pages/props.ts";
import { isSilent } from "../room/calls.ts";
import { conversationName } from "../room/page_title.ts";
import { SettingsSections } from "../settings/settings_sections.tsx";
import { Said } from "../elements/said.tsx";

export type NotificationTranslator = Translator<typeof en>;

export interface NotificationsPageProps extends PageProps {
  words: NotificationTranslator;
  settings: NotificationSettings;
  keywords: readonly string[];
  conversations: readonly ConversationSummary[];
  /** The devices that are notified: an island. */
  devices: ComponentChildren;
  /** Where one is mailed, where mail is sent. */
  mail?: ComponentChildren;
  saved?: boolean;
  /** Why what was chosen was not taken: its quiet hours lack a time. */
  problem?: string;
}

/** Minutes of the day as the field of a time has them: 20:30. */
function clockText(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, "0")).join(":");
}

/** What notifies one, when it is quiet, and the conversations in which it is otherwise. */
export function NotificationsPage(props: NotificationsPageProps) {
  const reading = readingOf(props.reader);
  const { words } = props;
  return (
    <ReadingProvider value={reading}>
      <Page
        icon={props.icon}
        title={reading.words.t("settings.title")}
        section={reading.words.t("settings.notifications")}
      >
        <SettingsSections current="notifications" />
        <form method="post" action={PATHS.notifications} class="page-form">
          <What {...props} />
          <Quiet {...props} />
          <div class="row">
            <button type="submit" class="button primary">{words.t("save")}</button>
            {props.saved && <Said id="saved">{words.t("saved")}</Said>}
          </div>
        </form>
        {props.devices}
        {props.mail}
        <Conversations {...props} />
      </Page>
    </ReadingProvider>
  );
}

function What({ words, settings, keywords }: NotificationsPageProps) {
  return (
    <section class="panel">
      <h2>{words.t("what")}</h2>
      <ul>
        <Row icon={<span class="sigil" aria-hidden="true">#</span>} name="rooms" words={words}>
          <Segments name="rooms" chosen={settings.rooms} words={words} />
        </Row>
        <Row icon={<messageIcons.people />} name="direct" words={words}>
          <Segments name="direct" chosen={settings.direct} words={words} />
        </Row>
        <Row icon={<messageIcons.reply />} name="threads" words={words}>
          <Switch name="threads" on={settings.threads} label={words.t("threads")} />
        </Row>
        <Row icon={<icons.write />} name="preview" words={words}>
          <Switch name="preview" on={settings.preview} label={words.t("preview")} />
        </Row>
        <Row icon={<messageIcons.bell />} name="sound" words={words}>
          <span class="ends">
            <button type="button" class="button" hidden data-try-sound>
              {words.t("devices.try")}
            </button>
            <Switch name="sound" on={settings.sound} label={words.t("sound")} />
          </span>
        </Row>
        <li class="settings-row">
          <icons.search />
          <div class="about">
            <b>{words.t("keywords")}</b>{" "}
            <small dir="auto">{keywords.join(", ") || words.t("keywords-none")}</small>
          </div>
          <a class="button" href={`${PATHS.settings}#field-keywords`}>
            {words.t("keywords-change")}
          </a>
        </li>
      </ul>
    </section>
  );
}

function Row({ icon, name, words, children }: {
  icon: ComponentChildren;
  name: "rooms" | "direct" | "threads" | "preview" | "sound";
  words: NotificationTranslator;
  children: ComponentChildren;
}) {
  return (
    <li class="settings-row">
      {icon}
      <div class="about">
        <b>{words.t(name)}</b> <small>{words.t(`${name}-hint`)}</small>
      </div>
      {children}
    </li>
  );
}

/** One of three, all of them seen. */
function Segments({ name, chosen, words }: {
  name: "rooms" | "direct";
  chosen: Level;
  words: NotificationTranslator;
}) {
  return (
    <span class="segments" role="radiogroup" aria-label={words.t(name)}>
      {LEVELS.map((level) => (
        <label key={level}>
          <input type="radio" name={name} value={level} defaultChecked={level === chosen} />
          {words.t(`level.${level}`)}
        </label>
      ))}
    </span>
  );
}

function Switch({ name, on, label }: { name: string; on: boolean; label: string }) {
  return (
    <label class="switch">
      <input type="checkbox" role="switch" name={name} aria-label={label} defaultChecked={on} />
    </label>
  );
}

/** A Monday: the names of the days follow from it. */
const MONDAY = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

function Quiet(
  { words, settings: { quiet, zone: kept }, reader, problem }: NotificationsPageProps,
) {
  const { locale, timeZone } = reader.preferences;
  const nameOf = (day: number, weekday: "narrow" | "long") =>
    new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(
      MONDAY + (day - 1) * DAY_MS,
    );
  const zone = quiet.on ? kept : timeZone;
  return (
    <section class="panel" id="quiet" tabIndex={-1}>
      <header>
        <h2>{words.t("quiet")}</h2>
        <Switch name="quiet" on={quiet.on} label={words.t("quiet")} />
      </header>
      <div class="fields">
        <div class="row">
          <div class="days" role="group" aria-label={words.t("days")}>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <label key={day} title={nameOf(day, "long")}>
                <input
                  type="checkbox"
                  name={`day${day}`}
                  aria-label={nameOf(day, "long")}
                  defaultChecked={quiet.days.includes(day)}
                />
                {nameOf(day, "narrow")}
              </label>
            ))}
          </div>
          <div class="time-pair">
            <input
              type="time"
              name="from"
              required
              aria-label={words.t("from")}
              value={clockText(quiet.from)}
            />
            <span>{words.t("to")}</span>
            <input
              type="time"
              name="to"
              required
              aria-label={words.t("to")}
              value={clockText(quiet.to)}
            />
          </div>
        </div>
        {problem && <p class="error" role="alert">{problem}</p>}
        <label class="check">
          <input type="checkbox" name="quiet-direct" defaultChecked={quiet.direct} />
          {words.t("quiet-direct")}
        </label>
      </div>
      <QuietNote words={words} zone={zone} now={reader.now} quiet={quiet} />
    </section>
  );
}

/** What time it is where quiet hours are meant, and when the next ones begin. */
function QuietNote({ words, quiet, zone, now }: {
  words: NotificationTranslator;
  quiet: NotificationSettings["quiet"];
  zone: string;
  now: number;
}) {
  const { times } = useReading();
  const city = cityOf(zone);
  const next = nextQuiet(quiet, zone, now);
  return (
    <p class="panel-note">
      {words.t("now", { time: times.time(now), city })}
      {isQuiet(quiet, zone, now) && ` ${words.t("is-quiet")}`}
      {next !== undefined && ` ${words.t("next", { time: times.brief(next, now) })}`}
    </p>
  );
}

/** With fewer conversations than this, looking is quicker than filtering. */
const FILTER_FROM = 8;

/** Rooms by name, then people and groups by theirs. */
function Conversations({ words, conversations }: NotificationsPageProps) {
  const { words: common } = useReading();
  const { compare } = new Intl.Collator(words.locale, { numeric: true });
  const listed = conversations.filter(({ kind, head }) => kind === "room" || head > 0)
    .map((conversation) => ({ conversation, name: conversationName(common, conversation) }))
    .sort((one, other) =>
      Number(one.conversation.kind === "direct") - Number(other.conversation.kind === "direct") ||
      compare(one.name, other.name)
    );
  return (
    <section class="panel" id="conversations" tabIndex={-1}>
      <h2>{words.t("conversations")}</h2>
      {listed.length >= FILTER_FROM && (
        <div class="fields" hidden data-filter>
          <TextField name="filter" label={words.t("filter")} autocomplete="off" />
        </div>
      )}
      <ul>
        {listed.map(({ conversation, name }) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            name={name}
            words={words}
          />
        ))}
      </ul>
    </section>
  );
}

function ConversationRow({ conversation, name, words }: {
  conversation: ConversationSummary;
  name: string;
  words: NotificationTranslator;
}) {
  const { times, now } = useReading();
  const { id, kind, with: other, people, pausedUntil } = conversation;
  const level = conversation.level ?? usualLevel(kind);
  return (
    <li class="settings-row" data-name={name}>
      {other
        ? <Avatar id={other.id} name={other.name} picture={other.picture} small />
        : people
        ? <AvatarPair people={people} />
        : <RoomSigil room={conversation} />}
      <div class="about">
        <b dir="auto">{name}</b> {isSilent(conversation) && <small>{words.t("silent")}</small>}
      </div>
      <form class="ends" method="post" action={PATHS.notifications}>
        <input type="hidden" name="conversation" value={id} />
        {pausedUntil !== undefined && (
          <span class="until">
            <icons.silent />
            {words.t("until", { time: times.brief(pausedUntil, now) })}
            <button type="submit" name="resume" value="on">{words.t("resume")}</button>
          </span>
        )}
        <span class="segments" role="group" aria-label={words.t("level-of", { place: name })}>
          {LEVELS.map((one) => (
            <button
              key={one}
              type="submit"
              name="level"
              value={one}
              aria-pressed={one === level}
            >
              {words.t(`level.${one}`)}
            </button>
          ))}
        </span>
      </form>
    </li>
  );
}
