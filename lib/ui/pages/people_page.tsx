import { type ConversationSummary, peopleBeside, type Person } from "../../protocol/events.ts";
import { Avatar } from "../elements/avatar.tsx";
import { TextField } from "../elements/text_field.tsx";
import { conversationPath, directPath, peoplePath } from "../paths.ts";
import { personLabel } from "../people_names.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { mayAdd } from "../room/conversation_acts.ts";
import { GroupSight } from "../room/group_sight.tsx";
import { conversationName } from "../room/page_title.ts";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";

export interface PeoplePageProps extends PageProps {
  me: Person;
  /** A direct one, of two or more. */
  conversation: ConversationSummary;
  /** What was typed, and the error, when a form was rejected. */
  failed?: { field: "person" | "title"; typed: string; all?: boolean; message: string };
}

/** Who is in a direct conversation, with the forms that need no script: add, name, leave. */
export function PeoplePage({ me, conversation, failed, ...props }: PeoplePageProps) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  const others = peopleBeside(conversation).filter(({ id }) => id !== me.id);
  const { people, title, with: other } = conversation;
  const path = conversationPath(conversation);
  const at = (field: "person" | "title") => failed?.field === field ? failed : undefined;
  return (
    <ReadingProvider value={reading}>
      <Page
        icon={props.icon}
        title={words.t("group.page", { name: conversationName(words, conversation) })}
      >
        <section class="panel fields">
          <p>
            <a class="link" href={path}>{words.t("group.back")}</a>
          </p>
          <ul>
            {[me, ...others].map((person) => (
              <li key={person.id}>
                <a class="person" href={person.id === me.id ? path : directPath(person)}>
                  <Avatar id={person.id} name={person.name} picture={person.picture} />
                  <span class="who">
                    <span dir="auto">{personLabel(words, person)}</span>{" "}
                    {person.id === me.id && <small>{words.t("you")}</small>}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
        {mayAdd(me, conversation) && (
          <section class="panel">
            <h2>{words.t("group.add")}</h2>
            <form class="fields" method="post" action={peoplePath(conversation)}>
              {other && <p class="quiet small">{words.t("group.from-direct")}</p>}
              <TextField
                name="person"
                label={words.t("group.who")}
                autocomplete="off"
                required
                defaultValue={at("person")?.typed}
                error={at("person")?.message}
              />
              {people && <GroupSight all={at("person")?.all} />}
              <div class="row">
                <button type="submit" class="button">{words.t("group.add-do")}</button>
              </div>
            </form>
          </section>
        )}
        {people && (
          <section class="panel">
            <h2>{words.t("group.name")}</h2>
            <form class="fields" method="post" action={`${path}/title`}>
              <TextField
                name="title"
                label={words.t("group.name")}
                hint={words.t("group.name-hint")}
                autocomplete="off"
                defaultValue={at("title")?.typed ?? title}
                error={at("title")?.message}
              />
              <div class="row">
                <button type="submit" class="button">{words.t("later.save")}</button>
              </div>
            </form>
          </section>
        )}
        {people && (
          <section class="panel">
            <h2>{words.t("head.leave-direct")}</h2>
            <form class="fields" method="post" action={`${path}/leave`}>
              <p class="quiet small">{words.t("group.leave-text")}</p>
              <div class="row">
                <button type="submit" class="button">{words.t("group.leave-do")}</button>
              </div>
            </form>
          </section>
        )}
      </Page>
    </ReadingProvider>
  );
}
