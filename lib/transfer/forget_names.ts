import type { Announcer } from "../chat/chat.ts";
import { writeRow } from "../kv/checked_write.ts";
import { keys } from "../kv/keys.ts";
import type { Key, Kv } from "../kv/kv.ts";
import { rowsOf } from "../kv/list_pages.ts";
import type { MemberReport, Named } from "../protocol/administration.ts";
import type { UserId } from "../protocol/events.ts";
import type { Invitation, Invitations } from "../store/community/invitations.ts";
import type { Appeals } from "../store/moderation/appeals.ts";
import { forgotten, nameless } from "../store/moderation/forgotten.ts";
import type { HeldMessages } from "../store/moderation/held_messages.ts";
import type { Sanctions } from "../store/moderation/sanctions.ts";
import type { Users } from "../store/people/users.ts";

/**
 * Takes somebody who goes out of the rows that name them beside the audit log: their invitations, which
 * are worth nothing without them, and their name in sanctions, appeals, reports, imports and raid mode.
 * With `words` also what they said in reports, to those who appealed and to whose messages they refused,
 * and what was reported of theirs. Of a guest that is what they reported, and what was said of them: whatever
 * else takes a member is not read. Again is harmless.
 */
export type ForgetNames = (user: UserId, words: boolean) => Promise<void>;

/** What it goes by: rows of moderation, each by the store that knows it. */
export interface ForgetNamesParts {
  kv: Kv;
  users: Pick<Users, "get">;
  invitations: Pick<Invitations, "revoke">;
  appeals: Pick<Appeals, "forgetName">;
  held: Pick<HeldMessages, "forgetReasons">;
  sanctions: Pick<Sanctions, "forgetName">;
  announcer: Pick<Announcer, "announce">;
}

/** Over the rows, each under its version. */
export function createForgetNames(
  { kv, users, invitations, appeals, held, sanctions, announcer }: ForgetNamesParts,
): ForgetNames {
  async function forgetReports(user: UserId, words: boolean): Promise<void> {
    for await (const { key, value } of rowsOf<MemberReport>(kv, keys.reports())) {
      if (!namesOf(value).some(({ id }) => id === user)) continue;
      await writeRow<MemberReport>(kv, key, (report) => report && { value: without(report) });
    }

    function without({ message, handled, ...report }: MemberReport): MemberReport {
      const text = words && message.by.id === user ? "" : message.text;
      return {
        ...forgotten(report, user, words),
        message: { ...message, by: nameless(message.by, user), text },
        ...(handled && { handled: withoutAnswer(forgotten(handled, user, words), user, words) }),
      };
    }
  }

  /** Who somebody was where a community was brought in from, or is said to be; and that they did so. */
  async function forgetImported(user: UserId): Promise<void> {
    for await (const { key, value: { id } } of rowsOf<{ id: string }>(kv, keys.imports())) {
      const people = rowsOf<{ user: UserId }>(kv, keys.importPeople(id));
      for await (const { key, value } of people) {
        if (value.user === user) await kv.commit([], [{ type: "delete", key }]);
      }
      for await (const { key, value } of rowsOf<{ into: Named }>(kv, keys.importMerges(id))) {
        if (value.into.id === user) await kv.commit([], [{ type: "delete", key }]);
        else await forgetBy(key, user);
      }
      await forgetBy(key, user);
    }
    for await (const { key } of rowsOf(kv, keys.importUploads())) await forgetBy(key, user);
  }

  /** Who did what a row says, where it is they and they have a name there; whether it was so. */
  async function forgetBy(key: Key, user: UserId): Promise<boolean> {
    let found = false;
    await writeRow<{ by?: Named }>(kv, key, (row) => {
      if (row?.by?.id !== user || row.by.name === "") return undefined;
      found = true;
      return { value: { ...row, by: nameless(row.by, user) } };
    });
    return found;
  }

  return async (user, words) => {
    const isGuest = (await users.get(user))?.role === "guest";
    await forgetReports(user, words);
    await sanctions.forgetName(user, !isGuest);
    if (isGuest) return;
    for await (const { value } of rowsOf<Invitation>(kv, keys.invitations())) {
      if (value.by.id !== user) continue;
      await invitations.revoke(value.code, () => ({ checks: [], mutations: [] }));
    }
    await appeals.forgetName(user, words);
    if (words) await held.forgetReasons(user);
    if (await forgetBy(keys.raid(), user)) {
      const changed = { type: "changed", what: "settings", id: "" } as const;
      announcer.announce([{ topic: "everyone", message: changed }]);
    }
    await forgetImported(user);
  };
}

function namesOf({ by, message, handled }: MemberReport): Named[] {
  return [by, message.by, ...(handled ? [handled.by] : [])];
}

/** What somebody answered to who reported goes with their words. */
function withoutAnswer(
  { answer, ...handled }: NonNullable<MemberReport["handled"]>,
  user: UserId,
  words: boolean,
): NonNullable<MemberReport["handled"]> {
  const stays = answer !== undefined && !(words && handled.by.id === user);
  return { ...handled, ...(stays && { answer }) };
}
