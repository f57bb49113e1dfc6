import type { ComponentChildren } from "preact";
import { Stub } from "./stub.tsx";
import { isGone } from "./bubble.tsx";
import { plainParts } from "./plain_parts.ts";
import { Reactions } from "./reactions.tsx";
import { SeenBy } from "./seen_by.tsx";
import type { MessageProps } from "../message_props.ts";

/** What stands below the bubble, in a row of its own: reactions, the thread, and who has read others' messages. */
export function Under(props: MessageProps) {
  const parts: ComponentChildren[] = partsOf(props);
  return parts.length > 0 ? <div class="under">{parts}</div> : null;
}

/** Those that there are of this message, each with a `key`. */
function partsOf({ item, landing, readers, actions }: MessageProps): ComponentChildren[] {
  if (item.is !== "message") return [];
  const stands = !isGone(item);
  return [
    ...(stands && item.event.reactions ? [<Reactions key="reactions" item={item} />] : []),
    ...(stands && landing && plainParts.Acts ? [<plainParts.Acts key="plain" item={item} />] : []),
    ...(item.replies ? [<Stub key="thread" root={item.event.seq} replies={item.replies} />] : []),
    ...(readers && !item.own ? [<SeenBy key="seen" readers={readers} actions={actions} />] : []),
  ];
}
