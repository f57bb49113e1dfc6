import type { AccountWords } from "../../i18n/catalogs.ts";
import type { en } from "../../i18n/account/en.ts";
import { translatorOf } from "../../i18n/translator.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { Page } from "./page.tsx";
import type { PageProps } from "./props.ts";

export interface GoingPageProps extends PageProps {
  words: AccountWords;
  /** What it is called, and where it is. */
  provider: string;
  url: string;
}

/** On to a provider, where a browser does not go by itself. */
export function GoingPage({ words: catalog, provider, url, ...props }: GoingPageProps) {
  const words = translatorOf<typeof en>(props.reader.preferences.locale, catalog);
  return (
    <ReadingProvider value={readingOf(props.reader)}>
      <Page icon={props.icon} title={words.t("foreign.going", { provider })}>
        <section class="panel">
          <div class="fields">
            <a class="button primary" href={url}>{words.t("foreign.go", { provider })}</a>
          </div>
        </section>
      </Page>
    </ReadingProvider>
  );
}
