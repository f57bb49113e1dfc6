import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { type Translator, translatorOf } from "../../i18n/translator.ts";
import type { MessageRequest } from "../../protocol/message_requests.ts";
import type { PersonCard } from "../../protocol/requests/people.ts";
import { Avatar } from "../elements/avatar.tsx";
import { Said } from "../elements/said.tsx";
import { icons } from "../elements/icons.tsx";
import { messageIcons } from "../elements/message_icons.tsx";
import { nameList } from "../name_list.ts";
import { personLabel } from "../people_names.ts";
import { PATHS, requestPath } from "../paths.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { settingsIcons } from "../settings/settings_icons.tsx";
import { roomTitle } from "../room/page_title.ts";
import { HeadTitle } from "../room/conversation_head.tsx";
import type { PageProps } from "./props.ts";

type Words = Translator<typeof en>;

export interface RequestsPageProps extends PageProps {
  words: AccountWords;
  /** All that waits, the first first. */
  requests: readonly MessageRequest[];
  /** The one that is shown, and who wrote. */
  open?: { request: MessageRequest; author: PersonCard };
  /** What was done just now. */
  done?: "ignored" | "blocked" | "reported";
  problem?: string;
}

/** What others wrote to the reader, who does not see what until they accept. Needs no script. */
export function RequestsPage({ words: catalog, open, ...props }: RequestsPageProps) {
  const reading = readingOf(props.reader);
  const words = translatorOf<typeof en>(props.reader.preferences.locale, catalog);
  const about = open && reading.words.t("sentence.list", {
    first: words.t("requests.one"),
    second: reading.times.brief(open.request.at, reading.now),
  });
  return (
    <ReadingProvider value={reading}>
      <main class="conversation" id="page" tabIndex={-1}>
        <header class="head">
          <a class="icon-button back" href={PATHS.list} aria-label={reading.words.t("back")}>
            <icons.back />
          </a>
          <HeadTitle
            title={open ? personLabel(reading.words, open.request.by) : words.t("requests.title")}
            about={about ?? ""}
          />
        </header>
        <div class="requests">
          {props.problem && <p class="problem" role="alert">{props.problem}</p>}
          {props.done && <Said class="said">{words.t(`requests.${props.done}`)}</Said>}
          {open ? <Request words={words} {...open} /> : <List words={words} {...props} />}
        </div>
      </main>
    </ReadingProvider>
  );
}

function Request({ words, request, author }: NonNullable<RequestsPageProps["open"]> & {
  words: Words;
}) {
  const { words: common, times, now } = useReading();
  const { by, because, messages, people, first } = request;
  const name = personLabel(common, by);
  const others = (people ?? []).filter(({ id }) => id !== by.id);
  const asks = others.length > 0 ? "group" : because;
  return (
    <section class="request" aria-label={words.t("requests.one")}>
      <Avatar id={by.id} name={by.name} picture={by.picture} presence={author.state} />
      <h2>{words.t(`requests.asks.${asks}`, { name })}</h2>
      <ul class="facts">
        <li>{words.t("requests.since", { time: times.brief(author.since, now) })}</li>
        {author.rooms.length > 0 && (
          <li>
            {words.t("requests.common", {
              rooms: nameList(common.locale, author.rooms.map((room) => `# ${roomTitle(room)}`)),
            })}
          </li>
        )}
        {others.length > 0 && (
          <li>
            {words.t("requests.with", {
              people: nameList(common.locale, others.map((one) => personLabel(common, one))),
            })}
          </li>
        )}
      </ul>
      <div class="hidden-words">
        <settingsIcons.lock />
        <p>
          {messages > 0
            ? words.t("requests.hidden", { count: messages, name })
            : words.t("requests.no-message")}
        </p>
        {messages > 0 && <span class="line" aria-hidden="true" />}
        {messages > 0 && <span class="line" aria-hidden="true" />}
      </div>
      <form class="answers" method="post" action={requestPath(request.conversation)}>
        <button type="submit" class="button primary" name="do" value="accept">
          {words.t("requests.accept")}
        </button>
        <button type="submit" class="button" name="do" value="ignore">
          {words.t("requests.ignore")}
        </button>
        <button type="submit" class="button danger" name="do" value="block">
          {words.t("requests.block")}
        </button>
      </form>
      <p class="quiet small">
        {words.pieces("requests.note", {
          name,
          settings: <a class="link" href={PATHS.blocked}>{common.t("nav.settings")}</a>,
        })}
      </p>
      {first !== undefined && (
        <details>
          <summary>
            <messageIcons.flag /> {words.t("requests.report")}
          </summary>
          <form class="fields" method="post" action={requestPath(request.conversation)}>
            <label>
              {common.t("report.label")}
              <textarea name="words" rows={2} required />
            </label>
            <p class="quiet small">{words.t("requests.report-text")}</p>
            <div class="row">
              <button type="submit" class="button" name="do" value="report">
                {common.t("report.send")}
              </button>
            </div>
          </form>
        </details>
      )}
    </section>
  );
}

function List({ words, requests }: Pick<RequestsPageProps, "requests"> & {
  words: Words;
}) {
  const { words: common, times, now } = useReading();
  if (requests.length === 0) return <p class="quiet">{words.t("requests.nobody")}</p>;
  return (
    <ul class="rooms-list">
      {requests.map(({ conversation, by, at, messages }) => (
        <li key={conversation}>
          <Avatar id={by.id} name={by.name} picture={by.picture} />
          <div>
            <b dir="auto">{personLabel(common, by)}</b>
            <p class="quiet small">
              {common.t("sentence.list", {
                first: words.t("requests.messages", { count: messages }),
                second: times.brief(at, now),
              })}
            </p>
          </div>
          <a class="button" href={requestPath(conversation)}>
            {words.t("requests.look", { name: personLabel(common, by) })}
          </a>
        </li>
      ))}
    </ul>
  );
}
