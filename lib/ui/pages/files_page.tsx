import type { ConversationSummary, MessageEvent, Profiles } from "../../protocol/events.ts";
import type { FileKind } from "../../protocol/files.ts";
import { FILE_SECTIONS, sectionName } from "../files/file_sections.ts";
import { SharedList } from "../files/shared_list.tsx";
import { conversationPath, filesPath } from "../paths.ts";
import { personLabel } from "../people_names.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { conversationName } from "../room/page_title.ts";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";

export interface FilesPageProps extends PageProps {
  conversation: ConversationSummary;
  kind?: FileKind;
  page: { messages: readonly MessageEvent[]; users: Profiles; next?: number };
}

/** What was shared in a conversation, on a page that needs no script. */
export function FilesPage({ conversation, kind, page, ...props }: FilesPageProps) {
  const reading = readingOf(props.reader);
  const { words } = reading;
  const { messages, users, next } = page;
  return (
    <ReadingProvider value={reading}>
      <Page
        icon={props.icon}
        title={words.t("files.page", { place: conversationName(words, conversation) })}
      >
        <section class="panel">
          <div class="fields">
            <p>
              <a class="link" href={conversationPath(conversation)}>{words.t("group.back")}</a>
            </p>
            <nav class="tabs" aria-label={words.t("files.title")}>
              {FILE_SECTIONS.flatMap((one) => [
                <a
                  key={one}
                  href={filesPath(conversation, one)}
                  aria-current={one === kind ? "page" : undefined}
                >
                  {words.t(sectionName(one))}
                </a>,
                " ",
              ])}
            </nav>
            {messages.length === 0 && <p class="note">{words.t("files.empty")}</p>}
            <SharedList
              conversation={conversation}
              messages={messages}
              kind={kind}
              nameOf={(id) => personLabel(words, { id, name: "", ...users[id] })}
            />
            {next !== undefined && (
              <p>
                <a class="link" href={filesPath(conversation, kind, next)}>
                  {words.t("files.more")}
                </a>
              </p>
            )}
          </div>
        </section>
      </Page>
    </ReadingProvider>
  );
}
