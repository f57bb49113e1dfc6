import type { registry } from "../../islands/registry.ts";
import type { Administration } from "../../lib/chat/administration.ts";
import type { Actor, Chat, Presence } from "../../lib/chat/chat.ts";
import type { RoomPreviews } from "../../lib/chat/conversations/room_previews.ts";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import type { Assets } from "../../lib/islands/server/assets.ts";
import type { IslandOf } from "../../lib/islands/server/island.tsx";
import type { Mails } from "../../lib/mail/mail.ts";
import type { Push } from "../../lib/push/push.ts";
import type { Logger } from "../../lib/runtime/logger.ts";
import type { Users } from "../../lib/store/people/users.ts";
import type { Imports } from "../../lib/moving/imports.ts";
import type { Exports } from "../../lib/moving/exports.ts";
import type { IncomingHooks } from "../../lib/integrations/hooks.ts";
import type { Uploads } from "../../lib/files/uploads.ts";
import type { Limits } from "../../lib/protocol/limits.ts";
import type { Clock, Random } from "../../lib/runtime/clock.ts";

/** What the pages are made over. */
export interface PageServices {
  chat: Chat;
  previews: RoomPreviews;
  identity: Identity;
  administration: Administration;
  users: Pick<Users, "get" | "getMany" | "byAddress">;
  presence: Pick<Presence, "everyone" | "of" | "report" | "status" | "visit">;
  push: Pick<Push, "devices" | "key">;
  /** Absent where no mail is sent: then nothing of it is shown. */
  mails?: Mails;
  files: { uploads: Uploads };
  hooks: Pick<IncomingHooks, "read" | "postAs">;
  exports: Exports;
  imports: Imports;
  limits: Limits;
  /** 0 when somebody may append once more, else the milliseconds to wait: the sockets' own count. */
  sendRate: (actor: Actor) => number;
  assets: Pick<Assets, "manifest">;
  /** From `loadIslands(registry)`. */
  Island: IslandOf<typeof registry>;
  clock: Clock;
  random: Random;
  logger: Logger;
}
