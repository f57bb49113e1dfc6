import type { BookmarkUseCases } from "../../chat/contract/bookmarks.ts";
import type { InboxUseCases } from "../../chat/contract/inbox.ts";
import type { NotificationUseCases } from "../../chat/contract/notifications.ts";
import type { ScreenWords } from "../../chat/messages/screen.ts";
import type { Summaries } from "../../chat/conversations/summaries.ts";
import { createDraftUse } from "../../chat/inbox/drafts.ts";
import { createMentionList, readableMessage } from "../../chat/inbox/mention_list.ts";
import { createNotificationSettings } from "../../chat/inbox/notification_settings.ts";
import { createWhy } from "../../chat/inbox/why.ts";
import { createPersonalSettingsUse } from "../../chat/inbox/personal_settings.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Stores } from "../stores.ts";
import { composeBookmarks } from "./bookmarks.ts";
import type { Shared } from "./shared.ts";

/** The use cases of what is somebody's own. */
export function composeInbox(
  shared: Shared,
  stores: Pick<
    Stores,
    | "bookmarkRows"
    | "conversations"
    | "drafts"
    | "entries"
    | "mentions"
    | "personalSettings"
    | "users"
  >,
  { summaries, screen, clock }: { summaries: Summaries; screen: ScreenWords; clock: Clock },
): InboxUseCases & NotificationUseCases & BookmarkUseCases {
  const { access, announcer, directory, readOut, threads } = shared;
  const { conversations, drafts, entries, mentions, personalSettings, users } = stores;
  return {
    ...composeBookmarks(shared, stores, clock),
    ...createMentionList({
      access,
      mentions,
      summaries,
      directory,
      announcer,
      readMessages: async (places) =>
        (await entries(places)).map((entry) => entry && readableMessage(readOut.known([entry])[0])),
    }),
    ...createPersonalSettingsUse({ store: personalSettings, users, access, screen, announcer }),
    ...createWhy({
      access,
      entries,
      readOut,
      mentions,
      threads,
      settings: personalSettings,
    }),
    ...createNotificationSettings({
      access,
      store: personalSettings,
      conversations,
      summaries,
      announcer,
      clock,
    }),
    ...createDraftUse({ access, conversations, store: drafts, announcer, clock }),
  };
}
