import { ChatError } from "../../protocol/errors.ts";
import { decide } from "../../protocol/notifications/decision.ts";
import { levelOf } from "../../protocol/notifications/settings.ts";
import { standsInTimeline } from "../../protocol/threads.ts";
import type { ReadEntries } from "../../store/messages/entries.ts";
import type { Mentions } from "../../store/messages/mentions.ts";
import type { Threads } from "../../store/messages/threads.ts";
import type { PersonalSettingsStore } from "../../store/people/personal_settings.ts";
import type { NotificationUseCases } from "../contract/notifications.ts";
import type { Access } from "../conversations/access.ts";
import { requireVisible } from "../conversations/visible.ts";
import type { ReadOut } from "../messages/read_out.ts";

/** What it is found out with. */
export interface WhyParts {
  access: Pick<Access, "see">;
  entries: ReadEntries;
  readOut: Pick<ReadOut, "known">;
  mentions: Pick<Mentions, "reason">;
  threads: Pick<Threads, "readerOf">;
  settings: Pick<PersonalSettingsStore, "getMany">;
}

/** Says why a message notifies somebody, by the one decision (C1): as if they looked at no page. */
export function createWhy(
  { access, entries, readOut, mentions, threads, settings }: WhyParts,
): Pick<NotificationUseCases, "why"> {
  return {
    async why(actor, { conversation: id, target }) {
      const conversation = await access.see(actor, id);
      const { id: user } = actor.user;
      requireVisible(conversation, user, target);
      const place = { conversation: id, seq: target };
      const [entry] = await entries([place]);
      const event = entry && readOut.known([entry])[0];
      if (event?.kind !== "message") throw new ChatError("unknown-message");
      const root = event.thread;
      const [called, [reader], [own]] = await Promise.all([
        mentions.reason(user, { ...place, at: event.at }),
        threads.readerOf(user, root === undefined ? [] : [{ conversation: id, root }]),
        settings.getMany([user]),
      ]);
      if (!own) throw new ChatError("internal"); // there are some of each who is asked for
      const { kind } = conversation;
      const { level, pausedUntil, pausedAt = 0 } = levelOf(own, { id, kind });
      const { push, why, decided } = decide({
        kind,
        level,
        settings: own.notifications,
        inTimeline: standsInTimeline(event),
        gone: event.deletedAt !== undefined,
        own: event.by === user,
        shown: !own.blocked.includes(event.by),
        banned: false,
        read: false,
        looking: "away",
        at: event.at,
        ...(pausedAt <= event.at && { pausedUntil }),
        ...(called && { called }),
        ...(root !== undefined && { thread: reader?.follows ? "followed" : "not-followed" }),
      });
      // Where somebody looked then is not kept.
      const told = why.flatMap((reason) => reason.is === "looking" ? [] : [reason]);
      return { notifies: push, why: told, decided };
    },
  };
}
