import type { Community } from "../chat/identity/admission_settings.ts";
import type { Connection } from "./connection.ts";
import type { Hub } from "./hub.ts";

/** Tells clients which emoji the community has, as soon as this instance knows. */
export class EmojiPushes {
  constructor(hub: Hub, private readonly community: Pick<Community, "emoji" | "onEmoji">) {
    community.onEmoji((list) => hub.broadcast({ type: "emoji", ...list }));
  }

  /** To whoever draws others than there are now, after `sync`; `drawn`: their version. */
  tell(connection: Connection, drawn: string | undefined): void {
    if (drawn === undefined) return;
    const list = this.community.emoji();
    if (drawn !== list.version) connection.push({ type: "emoji", ...list });
  }
}
