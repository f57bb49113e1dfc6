import type { Announcer } from "../chat/chat.ts";
import type { BusMessage } from "../cluster/bus.ts";
import { noticeMessage } from "../i18n/refusals.ts";
import { may } from "../protocol/permissions.ts";
import type { Clock } from "../runtime/clock.ts";
import type { ChangePushes } from "./change_pushes.ts";
import { expulsionNotice, shutdownNotice } from "./close_notices.ts";
import type { Hub } from "./hub.ts";
import type { Memberships } from "./memberships.ts";
import type { OwnPushes } from "./own_pushes.ts";
import type { ReadPushes } from "./read_pushes.ts";

export interface AnnouncementParts {
  hub: Hub;
  announcer: Announcer;
  memberships: Memberships;
  changes: ChangePushes;
  reads: ReadPushes;
  own: OwnPushes;
  clock: Clock;
}

/** Turns what was announced, here or on another instance, into pushes to connections. */
export function forwardAnnouncements(parts: AnnouncementParts): void {
  const { hub, announcer, memberships, changes, reads, own, clock } = parts;

  announcer.onAnnouncement((_, message: BusMessage) => {
    switch (message.type) {
      case "typing":
      case "typing-ended":
        return void reads.receiveTyping(message);
      case "thread":
        return pushThread(hub, message);
      case "read":
        return reads.receive(message);
      case "receipts":
        return void reads.receiveReceipts(message);
      case "membership":
        return memberships.receive(message);
      case "invitations":
        return void changes.receiveInvitations(message.user);
      case "later":
        return void changes.receiveLater(message.user, message.id);
      case "held":
        for (const connection of hub.ofUser(message.user)) {
          connection.push({ type: "held", id: message.id });
        }
        return;
      case "changed":
        if (message.what === "user" || message.what === "conversation") {
          void changes.receive(message.what, message.id);
        }
        if (message.what === "settings") void changes.receiveSettings();
        if (message.what === "sanctions") {
          if (message.sentOut) hub.tellGone(message.id, message.sentOut);
          void own.receiveSanctions(message.id);
          pushSanctions(hub);
        }
        if (message.what === "personal-settings") {
          void own.receiveSettings(message.id);
          void reads.receiveSettings(message.id);
        }
        return;
      case "draft":
      case "mention-done":
      case "bookmark":
      case "voted":
        return void own.receive(message);
      case "left":
        return hub.tellGone(message.user, "left");
      case "expel":
        for (const connection of hub.ofUser(message.user)) {
          if (message.session && message.session !== connection.actor.session) continue;
          connection.end(expulsionNotice(message.why, connection, clock.now()));
        }
        return;
      case "notice": {
        const { level, text, until } = message;
        return hub.broadcast({ type: "notice", level, text, until });
      }
      case "shutdown":
        for (const connection of hub.connections) {
          connection.push(shutdownNotice(message, connection.locale));
        }
        return;
      case "raid":
        return pushRaid(hub, message.until);
      case "shutdown-cancelled":
        for (const connection of hub.connections) {
          const text = noticeMessage(connection.locale, message.type);
          connection.push({ type: "notice", level: "info", text });
        }
        return;
      // Handled by presence, the list of connected users and the feeds.
      case "presence":
      case "who-is-connected":
      case "connected-here":
      case "events":
        return;
    }
  });
}

/** To those who may end it: what was said before goes with its time. */
function pushRaid(hub: Hub, until: number) {
  for (const connection of hub.connections) {
    if (!may(connection.actor.user.role, "close the door in a raid")) continue;
    const text = noticeMessage(connection.locale, "raid");
    connection.push({ type: "notice", level: "warning", text, until });
  }
}

/** To those who may see what is in force, which they then ask for. */
function pushSanctions(hub: Hub) {
  for (const connection of hub.connections) {
    if (!may(connection.actor.user.role, "kick, mute and ban")) continue;
    connection.push({ type: "sanctions" });
  }
}

/** To the connections of whom it concerns, as long as they are in the conversation. */
function pushThread(hub: Hub, { user, ...thread }: Extract<BusMessage, { type: "thread" }>) {
  const followers = hub.followers(thread.conversation);
  for (const connection of hub.ofUser(user)) if (followers.has(connection)) connection.push(thread);
}
