import type { Announcer, Chat } from "../chat/chat.ts";
import type { BusMessage } from "../cluster/bus.ts";
import { noticeMessage } from "../i18n/refusals.ts";
import type { ConversationId, Person, UserId } from "../protocol/events.ts";
import type { Report } from "../world/report.ts";
import type { Clock } from "../world/world.ts";
import type { Connection } from "./connection.ts";
import { expulsionFarewell, shutdownNotice } from "./goodbyes.ts";
import type { Hub } from "./hub.ts";
import type { Memberships } from "./memberships.ts";
import { ReadPushes } from "./read_pushes.ts";
import { Serial } from "./serial.ts";
import { summaryFor } from "./summaries.ts";

export interface AnnouncementParts {
  hub: Hub;
  chat: Chat;
  announcer: Announcer;
  memberships: Memberships;
  /** Who a user is now. */
  person: (id: UserId) => Promise<Person | undefined>;
  clock: Clock;
  report: Report;
  /** What was announced could not be read: asks to compare everything later. */
  doubted: () => void;
}

/** Turns what was announced, here or on another instance, into what connections are told. */
export function hearAnnouncements(parts: AnnouncementParts): void {
  const { hub, announcer, memberships, clock, report, doubted } = parts;
  const serial = new Serial(report, doubted);
  const reads = new ReadPushes(parts);

  announcer.onAnnouncement((_, message: BusMessage) => {
    switch (message.type) {
      case "typing":
        return sayTyping(hub, message);
      case "read":
        return reads.hear(message);
      case "membership":
        return memberships.hear(message);
      case "changed": {
        const tell = { user: renewPerson, conversation: tellChange };
        if (message.what !== "user" && message.what !== "conversation") return;
        const { what, id } = message;
        return void serial.run(`change of ${id}`, () => tell[what](parts, id));
      }
      case "expel":
        for (const connection of hub.ofUser(message.user)) {
          if (message.session && message.session !== connection.actor.session) continue;
          connection.end(expulsionFarewell(message.why, connection.locale, clock.now()));
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
      case "shutdown-cancelled":
        for (const connection of hub.connections) {
          const text = noticeMessage(connection.locale, message.type);
          connection.push({ type: "notice", level: "info", text });
        }
        return;
      // Presence gathers its own, the census too, and feeds the events.
      case "presence":
      case "census":
      case "counted":
      case "events":
        return;
    }
  });
}

function sayTyping(hub: Hub, { conversation, user }: { conversation: string; user: UserId }) {
  const text = JSON.stringify({ type: "typing", conversation, user });
  for (const connection of hub.followers(conversation).keys()) {
    if (connection.actor.user.id !== user) connection.whenSynced(() => connection.sendText(text));
  }
}

async function tellChange({ hub, chat }: AnnouncementParts, conversation: ConversationId) {
  for (const connection of [...hub.followers(conversation).keys()]) {
    const summary = await summaryFor(chat, connection, conversation);
    if (summary.is === "member") {
      connection.push({ type: "conversation", conversation: summary.conversation });
    }
  }
}

async function renewPerson({ hub, person }: AnnouncementParts, id: UserId) {
  if (hub.ofUser(id).size === 0) return;
  const user = await person(id);
  const renew = (connection: Connection) => {
    connection.actor = { ...connection.actor, user: user ?? connection.actor.user };
  };
  hub.ofUser(id).forEach(renew);
}
