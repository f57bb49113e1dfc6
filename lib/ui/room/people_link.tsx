import type { ConversationSummary } from "../../protocol/events.ts";
import { IconLink } from "../elements/icon_button.tsx";
import { messageIcons } from "../elements/message_icons.tsx";
import { peoplePath } from "../paths.ts";
import { useReading } from "../reading.ts";

/** Without a script: the page of who is in a direct conversation, and of what can be done with it. */
export function PeopleLink({ conversation }: { conversation: ConversationSummary }) {
  const { words } = useReading();
  if (conversation.kind === "room") return null;
  return (
    <IconLink
      label={words.t("group.people-page")}
      icon={messageIcons.people}
      href={peoplePath(conversation)}
    />
  );
}
