import type { Chat } from "../chat/chat.ts";
import type { QueueFigures } from "../chat/moderation/queue.ts";
import type { Community } from "../chat/identity/admission_settings.ts";
import type { Identity } from "../chat/identity/identity.ts";
import type { MemberIndexes } from "../chat/presence/member_indexes.ts";
import type { ReceiptsOf } from "../chat/receipts/receipts_of.ts";
import type { SettingsOf } from "../chat/inbox/personal_settings.ts";
import { Semaphore } from "../async/semaphore.ts";
import { Acceptor } from "../sockets/acceptor.ts";
import { admit } from "../sockets/admission.ts";
import { ChangePushes } from "../sockets/change_pushes.ts";
import { EmojiPushes } from "../sockets/emoji_pushes.ts";
import { FrameHandler } from "../sockets/frame_handler.ts";
import { OwnPushes } from "../sockets/own_pushes.ts";
import { QueuePushes } from "../sockets/queue_pushes.ts";
import { ReadPushes } from "../sockets/read_pushes.ts";
import { forwardAnnouncements } from "../sockets/announcements.ts";
import { watchForExpiry } from "../sockets/expiry.ts";
import { shutdownNotice } from "../sockets/close_notices.ts";
import type { Connection } from "../sockets/connection.ts";
import type { Hub } from "../sockets/hub.ts";
import { Memberships } from "../sockets/memberships.ts";
import type { Rates } from "../sockets/rates.ts";
import { reconcileOnSuspicion, reconcileUser } from "../sockets/reconciliation.ts";
import { watchSlowConsumers } from "../sockets/slow_consumers.ts";
import type { Limits } from "../protocol/limits.ts";
import type { Users } from "../store/people/users.ts";
import type { Countdown } from "./countdown.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime } from "./stores.ts";

/** Connections that are admitted at once, and that may wait: a storm comes in as the store answers. */
const ADMISSIONS = { concurrency: 32, maxQueued: 5_000 };

/** What sockets are answered with. */
export interface SocketServices {
  /** What people ask; its reads are bounded. */
  chat: Chat;
  /** What is read for pushes, which nobody asked for. */
  pushing: Pick<
    Chat,
    "summary" | "memberships" | "invitations" | "requests" | "settings" | "laterState"
  >;
  users: Pick<Users, "get">;
  /** Whether somebody's session still holds, which is a use of it; and as whom they act. */
  identity: Pick<Identity, "actingAs" | "checkSession">;
  rates: Rates;
  countdown: Pick<Countdown, "planned">;
  /** Whether people let others see how far they read and that they type, and how many see it. */
  shown: {
    personalOf: SettingsOf;
    receiptsOf: ReceiptsOf;
    indexes: Pick<MemberIndexes, "people">;
    /** How much waits for moderators. */
    queue: QueueFigures;
    /** The emoji of the community. */
    emoji: Pick<Community, "emoji" | "onEmoji">;
  };
}

/** The sockets of an instance: who takes them, and what watches them. */
export interface Sockets {
  acceptor: Acceptor;
  stopWatching(): void;
}

/** Composes what stands between the hub's sockets and the use cases. */
export function composeSockets(
  { clock, random, logger }: Omit<Runtime, "kv">,
  { bus, announcer, directory, presence }: Delivery,
  hub: Hub,
  { chat, pushing, users, identity, rates, countdown, shown }: SocketServices,
  limits: Limits,
): Sockets {
  const { actingAs, checkSession: recheck } = identity;
  const reconcileLater = reconcileOnSuspicion(
    { hub, bus, clock, logger },
    (user) =>
      reconcileUser({ hub, chat: pushing, announcer, recheck, users, actingAs, clock }, user),
  );
  const memberships = new Memberships({ hub, chat: pushing, logger, reconcileLater });
  const queued = new QueuePushes({ hub, queue: shown.queue, announcer, logger });
  forwardAnnouncements({
    hub,
    announcer,
    memberships,
    clock,
    changes: new ChangePushes({
      hub,
      chat: pushing,
      profiles: directory.profiles,
      actingAs,
      clock,
      logger,
      reconcileLater,
    }),
    own: new OwnPushes({ hub, chat: pushing, recheck, clock, logger }),
    reads: new ReadPushes({ hub, chat: pushing, ...shown, clock, logger }),
  });
  const turns = new Semaphore(ADMISSIONS);
  const emoji = new EmojiPushes(hub, shown.emoji);
  const catchUp = (connection: Connection, drawn: string | undefined) => {
    const shutdown = countdown.planned; // a countdown may be running already
    if (shutdown) connection.push(shutdownNotice(shutdown, connection.locale));
    void queued.tell([connection]);
    emoji.tell(connection, drawn);
  };
  const frames = { chat, presence, hub, memberships, rates, catchUp, logger };
  const acceptor = new Acceptor({
    instance: bus.instance,
    hub,
    clock,
    random,
    limits,
    admit: (connection) => admit(connection, { bus, turns, clock, random, logger, recheck }),
    handleFrames: (connection, admitted) => new FrameHandler(connection, frames, admitted),
  });
  const watches = [watchSlowConsumers(hub, clock), watchForExpiry({ hub, recheck, clock, logger })];
  return {
    acceptor,
    stopWatching: () => {
      for (const watch of watches) watch.cancel();
    },
  };
}
