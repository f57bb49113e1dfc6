import type { InboxSection } from "../../../lib/ui/inbox/inbox_sections.ts";
import { inboxPath } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import type { LiveInbox } from "./use_inbox.ts";

/** The next page of what is listed: of bookmarks in their section, of mentions else. */
export interface More {
  link?: { href: string; text: string };
  load(): Promise<void>;
}

/** What leads to it; none where there is none. */
export function useMore(
  { mentions, bookmarks, moreBookmarks }: LiveInbox,
  section: InboxSection | undefined,
): More {
  const { words } = useReading();
  if (section === "bookmarks") {
    const after = bookmarks.value.value.nextBookmarks;
    return {
      ...(after !== undefined && {
        link: { href: inboxPath(section, after), text: words.t("inbox.more-bookmarks") },
      }),
      load: moreBookmarks,
    };
  }
  const hasMore = mentions.hasMore && (section === undefined || section === "mentions");
  return {
    ...(hasMore && { link: { href: inboxPath(section), text: words.t("inbox.more") } }),
    load: () => mentions.more(),
  };
}
