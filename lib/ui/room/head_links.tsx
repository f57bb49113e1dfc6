import type { ConversationSummary } from "../../protocol/events.ts";
import { fileIcons } from "../elements/file_icons.tsx";
import { IconLink } from "../elements/icon_button.tsx";
import { icons } from "../elements/icons.tsx";
import { messageIcons } from "../elements/message_icons.tsx";
import { aboutPath, filesPath, peoplePath } from "../paths.ts";
import { useReading } from "../reading.ts";

/** Without a script: the pages of what was shared and pinned in a conversation, and of who is in it. */
export function HeadLinks({ conversation }: { conversation: ConversationSummary }) {
  const { words } = useReading();
  return (
    <>
      <IconLink
        data-plain
        label={words.t("files.title")}
        icon={fileIcons.clip}
        href={filesPath(conversation)}
      />
      <IconLink
        data-plain
        label={words.t("pins.title")}
        icon={icons.pin}
        href={`${aboutPath(conversation)}#pins`}
      />
      {conversation.kind === "direct"
        ? (
          <IconLink
            data-plain
            label={words.t("group.people-page")}
            icon={messageIcons.people}
            href={peoplePath(conversation)}
          />
        )
        : (
          <IconLink
            data-plain
            label={words.t("members.title")}
            icon={messageIcons.people}
            href={`${aboutPath(conversation)}#members`}
          />
        )}
    </>
  );
}
