import { writeRow } from "../kv/checked_write.ts";
import { keys } from "../kv/keys.ts";
import type { Kv } from "../kv/kv.ts";
import { listAll } from "../kv/list_pages.ts";
import type { MemberReport, Named } from "../protocol/administration.ts";
import type { UserId } from "../protocol/events.ts";
import type { Invitation, Invitations } from "../store/community/invitations.ts";
import type { Sanctions } from "../store/moderation/sanctions.ts";

/**
 * Takes somebody who goes out of the rows that name them beside the audit log: their invitations, which
 * are worth nothing without them, and their name in sanctions, reports and imports.
 * With `words` also what they said in reports, and what was reported of theirs. Again is harmless.
 */
export type ForgetNames = (user: UserId, words: boolean) => Promise<void>;

/** Over the rows, each under its version. */
export function createForgetNames(
  { kv, invitations, sanctions }: {
    kv: Kv;
    invitations: Pick<Invitations, "revoke">;
    sanctions: Pick<Sanctions, "forgetName">;
  },
): ForgetNames {
  async function forgetReports(user: UserId, words: boolean): Promise<void> {
    for (const { key, value } of await listAll<MemberReport>(kv, keys.reports())) {
      if (!namesOf(value).some(({ id }) => id === user)) continue;
      await writeRow<MemberReport>(kv, key, (report) => report && { value: without(report) });
    }

    function without({ by, message, words: said, handled, ...report }: MemberReport): MemberReport {
      const nameless = (one: Named) => one.id === user ? { ...one, name: "" } : one;
      const kept = (author: Named, text: string) => words && author.id === user ? "" : text;
      const text = kept(message.by, message.text);
      return {
        ...{ ...report, by: nameless(by), words: kept(by, said) },
        message: { ...message, by: nameless(message.by), text },
        ...(handled && { handled: { ...handled, by: nameless(handled.by) } }),
      };
    }
  }

  /** What somebody was called where a community was brought in from, if they were mapped to it or merged. */
  async function forgetImported(user: UserId): Promise<void> {
    for (const { value: { id } } of await listAll<{ id: string }>(kv, keys.imports())) {
      const people = await listAll<{ user: UserId }>(kv, keys.importPeople(id));
      for (const { key, value } of people) {
        if (value.user === user) await kv.commit([], [{ type: "delete", key }]);
      }
    }
  }

  return async (user, words) => {
    for (const { value } of await listAll<Invitation>(kv, keys.invitations())) {
      if (value.by.id !== user) continue;
      await invitations.revoke(value.code, () => ({ checks: [], mutations: [] }));
    }
    await forgetReports(user, words);
    await sanctions.forgetName(user);
    await forgetImported(user);
  };
}

function namesOf({ by, message, handled }: MemberReport): Named[] {
  return [by, message.by, ...(handled ? [handled.by] : [])];
}
