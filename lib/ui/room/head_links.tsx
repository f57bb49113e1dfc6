import type { ConversationSummary } from "../../protocol/events.ts";
import { fileIcons } from "../elements/file_icons.tsx";
import { IconLink } from "../elements/icon_button.tsx";
import { messageIcons } from "../elements/message_icons.tsx";
import { filesPath, peoplePath } from "../paths.ts";
import { useReading } from "../reading.ts";

/** Without a script: the pages of what was shared in a conversation, and of who is in a direct one. */
export function HeadLinks({ conversation }: { conversation: ConversationSummary }) {
  const { words } = useReading();
  return (
    <>
      <IconLink
        label={words.t("files.title")}
        icon={fileIcons.clip}
        href={filesPath(conversation)}
      />
      {conversation.kind === "direct" && (
        <IconLink
          label={words.t("group.people-page")}
          icon={messageIcons.people}
          href={peoplePath(conversation)}
        />
      )}
    </>
  );
}
