import type { en } from "../../i18n/search/en.ts";
import type { Translator } from "../../i18n/translator.ts";
import type {
  ConversationSummary,
  MessageEvent,
  Profile,
  Profiles,
} from "../../protocol/events.ts";
import { kindOf } from "../../protocol/files.ts";
import type { SearchHit } from "../../protocol/requests/search.ts";
import { excerptOf } from "../../text/search/excerpt.ts";
import type { Wanted } from "../../text/search/query.ts";
import { Avatar } from "../elements/avatar.tsx";
import { messagePath, threadPath } from "../paths.ts";
import { personLabel } from "../people_names.ts";
import { useReading } from "../reading.ts";
import { conversationTitle } from "../room/page_title.ts";

export interface SearchHitProps {
  words: Translator<typeof en>;
  conversations: readonly ConversationSummary[];
  hit: SearchHit;
  users: Profiles;
  /** What of the query is marked. */
  wanted: readonly Wanted[];
}

/** One message that was found, between what was said right before and after it. */
export function SearchHitView({ words, conversations, hit, users, wanted }: SearchHitProps) {
  const reading = useReading();
  const { times, now } = reading;
  const { event } = hit;
  if (event.kind !== "message") return null;
  const conversation = conversations.find(({ id }) => id === hit.conversation);
  if (!conversation) return null; // they left it meanwhile
  const name = conversationTitle(reading.words, conversation);
  const author = users[event.by] ?? NOBODY;
  const nameOf = (message: MessageEvent) =>
    personLabel(reading.words, { id: message.by, ...users[message.by] ?? NOBODY });
  return (
    <li class="hit">
      <header>
        <b dir="auto">{name}</b>{" "}
        <time dateTime={new Date(event.at).toISOString()} title={times.full(event.at)}>
          {times.day(event.at, now)}
        </time>{" "}
        <a
          class="link"
          href={hrefOf(conversation, event)}
          aria-label={words.t("place-of", { name, time: times.full(event.at) })}
        >
          {words.t("place")}
        </a>
      </header>
      <Near message={hit.before} nameOf={nameOf} />
      <div class="said">
        <Avatar id={event.by} name={author.name} picture={author.picture} small />
        <div>
          <p class="small">
            <b dir="auto">{nameOf(event)}</b> <span class="quiet">{times.time(event.at)}</span>
          </p>
          <p dir="auto">
            <Excerpt text={event.text} wanted={wanted} />
          </p>
          <Names message={event} wanted={wanted} />
        </div>
      </div>
      <Near message={hit.after} nameOf={nameOf} />
    </li>
  );
}

const NOBODY: Profile = { name: "", role: "member", gone: true };

function hrefOf(conversation: ConversationSummary, { seq, thread, alsoInRoom }: MessageEvent) {
  return thread === undefined || alsoInRoom
    ? messagePath(conversation, seq)
    : threadPath(conversation, thread);
}

/** What was said right before or after. */
function Near({ message, nameOf }: {
  message: SearchHit["before"];
  nameOf(message: MessageEvent): string;
}) {
  if (message?.kind !== "message" || message.text === "") return null;
  return (
    <p class="near" dir="auto">
      <b>{nameOf(message)}</b> <Excerpt text={message.text} wanted={[]} />
    </p>
  );
}

function Excerpt({ text, wanted }: { text: string; wanted: readonly Wanted[] }) {
  return (
    <>
      {excerptOf(text, wanted).map(({ text, marked }, n) =>
        marked ? <mark key={n}>{text}</mark> : text
      )}
    </>
  );
}

/** The answers of a poll, and the names of files; a voice message has none. */
function Names({ message: { poll, files = [] }, wanted }: {
  message: MessageEvent;
  wanted: readonly Wanted[];
}) {
  const names = [
    ...(poll?.options.map(({ text }) => text) ?? []),
    ...files.filter((file) => kindOf(file) !== "voice").map(({ name }) => name),
  ];
  if (names.length === 0) return null;
  return (
    <ul class="quiet small">
      {names.map((name, n) => (
        <li key={n} dir="auto">
          <Excerpt text={name} wanted={wanted} />
        </li>
      ))}
    </ul>
  );
}
