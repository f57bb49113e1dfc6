import type { CatalogOf } from "../../i18n/catalog.ts";
import type { en } from "../../i18n/install/en.ts";
import type { ConversationSummary } from "../../protocol/events.ts";
import { translatorOf } from "../../i18n/translator.ts";
import { sharedPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { conversationTitle } from "../room/page_title.ts";
import { BackToChat } from "./page.tsx";

export interface SharePageProps {
  words: CatalogOf<typeof en>;
  /** What another app shares, as a message would say it; empty for files alone. */
  text: string;
  /** Under which name this device holds files that are shared. */
  held?: string;
  /** Where it may be put, the last used first. */
  conversations: readonly ConversationSummary[];
}

/** Asks where to put what another app shares: each place opens with it in the composer. */
export function SharePage({ words: catalog, text, held, conversations }: SharePageProps) {
  const { words } = useReading();
  const own = translatorOf<typeof en>(words.locale, catalog);
  const isNothing = text === "" && held === undefined;
  return (
    <main class="page">
      <header>
        <h1>{own.t("share.title")}</h1>
        <BackToChat label={words.t("rooms.back")} />
      </header>
      <section class="panel">
        <h2>{own.t("share.where")}</h2>
        <div class="fields">
          {text && (
            <div>
              {text.split("\n").map((line, n) => <p key={n} dir="auto">{line}</p>)}
            </div>
          )}
          <p class="note">{own.t(isNothing ? "share.nothing" : "share.note")}</p>
        </div>
        {!isNothing && (
          <ul class="rooms-list">
            {conversations.map((conversation) => (
              <li key={conversation.id}>
                <a class="button wide" dir="auto" href={sharedPath(conversation, { text, held })}>
                  {conversationTitle(words, conversation)}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
    </main>
  );
}
