import type { AccountWords } from "../../i18n/catalogs.ts";
import type { Kept } from "../../protocol/kept.ts";
import { plainText } from "../../text/plain.ts";
import {
  type ConversationSummary,
  type MessageEvent,
  type Person,
  PRESENCE_STATES,
  type Profiles,
} from "../../protocol/events.ts";
import type { Member } from "../../protocol/requests/people.ts";
import { Avatar } from "../elements/avatar.tsx";
import { RoleTag } from "../elements/role_tag.tsx";
import { fileLabel } from "../files/file_label.ts";
import { aboutPath, conversationPath, directPath, messagePath } from "../paths.ts";
import { personLabel } from "../people_names.ts";
import { readingOf, ReadingProvider, useReading } from "../reading.ts";
import { conversationTitle } from "../room/page_title.ts";
import { KeptSection } from "./kept_section.tsx";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";

export interface AboutPageProps extends PageProps {
  me: Person;
  conversation: ConversationSummary;
  pinned: { messages: readonly MessageEvent[]; users: Profiles };
  /** A page of the members of a room; `next`: what the next one begins behind. */
  members?: { members: readonly Member[]; next?: string };
  /** Of a room: how long messages are kept, and how many moderators removed. */
  kept?: Kept;
  words: AccountWords;
}

/** What is pinned in a conversation and who is in it, on a page that needs no script. */
export function AboutPage(
  { me, conversation, pinned, members, kept, words: catalog, ...props }: AboutPageProps,
) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  return (
    <ReadingProvider value={reading}>
      <Page icon={props.icon} title={conversationTitle(words, conversation)}>
        <p>
          <a class="link" href={conversationPath(conversation)}>{words.t("group.back")}</a>
        </p>
        <Pinned conversation={conversation} pinned={pinned} />
        {kept && <KeptSection words={catalog} kept={kept} of="room" />}
        {members && <Members me={me} conversation={conversation} members={members} />}
      </Page>
    </ReadingProvider>
  );
}

function Pinned({ conversation, pinned }: Pick<AboutPageProps, "conversation" | "pinned">) {
  const { words, times } = useReading();
  const { messages, users } = pinned;
  return (
    <section class="panel" id="pins">
      <h2>{words.t("pins.title")}</h2>
      {messages.length === 0 && <p class="note said">{words.t("pins.empty")}</p>}
      <ul class="rooms-list">
        {messages.map((message) => (
          <li key={message.seq}>
            <div>
              <b dir="auto">
                {personLabel(words, { id: message.by, name: "", ...users[message.by] })}
              </b>{" "}
              <small class="faint">{times.full(message.at)}</small>
              <p dir="auto">
                <a class="link" href={messagePath(conversation, message.seq)}>
                  {plainText(message.text) ||
                    (message.files?.[0] && fileLabel(words, message.files[0]))}
                </a>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Members({ me, conversation, members: { members, next } }: {
  me: Person;
  conversation: ConversationSummary;
  members: NonNullable<AboutPageProps["members"]>;
}) {
  const { words } = useReading();
  const { compare } = new Intl.Collator(words.locale, { numeric: true });
  const rank = ({ bot, state }: Member) =>
    bot ? PRESENCE_STATES.length : PRESENCE_STATES.indexOf(state);
  const sorted = members.toSorted((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
  return (
    <section class="panel" id="members">
      <h2>{words.t("members.title")}</h2>
      <ul class="people">
        {sorted.map(({ state, ...person }) => (
          <li key={person.id}>
            <a
              class="person"
              href={person.id === me.id ? conversationPath(conversation) : directPath(person)}
            >
              <Avatar
                id={person.id}
                name={person.name}
                picture={person.picture}
                presence={person.bot ? undefined : state}
              />
              <span class="who">
                <span dir="auto">{personLabel(words, person)}</span>{" "}
                <small>
                  {person.id === me.id
                    ? words.t("you")
                    : !person.bot && words.t(`presence.${state}`)}
                </small>
              </span>
              <RoleTag {...person} />
            </a>
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <p class="said">
          <a class="button" href={`${aboutPath(conversation, next)}#members`}>
            {words.t("members.more")}
          </a>
        </p>
      )}
    </section>
  );
}
