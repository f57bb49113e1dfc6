import type { ComponentChildren } from "preact";
import type { Snapshot } from "../../client/model.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import type { ListChoices } from "../room/list_choices.ts";
import type { PageProps } from "./props.ts";

/** Props of the list of conversations beside a page. */
export interface SidebarAppProps extends PageProps {
  snapshot: Snapshot;
  list: ListChoices;
}

/** A page with the list of conversations beside it. */
export function ChatFrame({ reader, sidebar, children }: Pick<PageProps, "reader"> & {
  sidebar: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <ReadingProvider value={readingOf(reader)}>
      <div class="app" data-view="conversation">
        <a class="skip" href="#page">{readingOf(reader).words.t("nav.skip-page")}</a>
        {sidebar}
        {children}
      </div>
    </ReadingProvider>
  );
}
