import type { UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Key, Kv, Mutation } from "../../kv/kv.ts";
import { keyAfter } from "../../kv/list_pages.ts";

/** Memberships that one commit ends. */
const MEMBERSHIPS_AT_ONCE = 100;
/** Other rows of somebody that one commit deletes. */
const ROWS_AT_ONCE = 500;

/** Ends every membership of somebody who is gone, and forgets what was kept for them alone. */
export async function endMemberships(kv: Kv, id: UserId): Promise<void> {
  await leaveAll(kv, id);
  await forgetPlaces(kv, id);
}

/** Forgets where somebody who is gone was: after it nothing that they wrote is found. */
export async function forgetPlaces(kv: Kv, id: UserId): Promise<void> {
  await forget(kv, keys.leftBy(id));
}

/**
 * The same but for where they were, so that what they wrote there is found (`forgetPlaces`). `at`: when
 * they are said to have left; unsaid, that is not kept.
 */
export async function leaveAll(kv: Kv, id: UserId, at?: number): Promise<void> {
  const own = [
    keys.status(id),
    keys.personalSettings(id),
    keys.keywords(id),
    keys.roomsMadeBy(id),
    keys.newcomer(id),
  ];
  await kv.commit([], own.map(deletion));
  const devices = await kv.list({ prefix: keys.pushDevices(id) }, { limit: ROWS_AT_ONCE });
  await kv.commit(
    [],
    devices.flatMap(({ key }) => [key, keys.pushEndpoint(String(key.at(-1)))].map(deletion)),
  );
  const link = await kv.get<string>(keys.passwordLinkOf(id));
  if (link.value) await kv.commit([], [link.key, keys.passwordLink(link.value)].map(deletion));
  for (
    const prefix of [
      keys.reads(id),
      keys.mentions(id),
      keys.roomInvitations(id),
      keys.mentionedOf(id),
      keys.drafts(id),
      keys.fileDays(id),
    ]
  ) {
    await forget(kv, prefix);
  }
  await endAll(kv, id, at);
  await forgetInPlaces(kv, id);
}

/** Ends every membership. */
async function endAll(kv: Kv, id: UserId, at: number | undefined): Promise<void> {
  for (;;) {
    const range = { prefix: keys.membershipsOf(id) };
    const marks = await kv.list(range, { limit: MEMBERSHIPS_AT_ONCE });
    if (marks.length === 0) return;
    await kv.commit(
      [],
      marks.flatMap(({ key }): Mutation[] => {
        const conversation = String(key.at(-1));
        const left: Mutation[] = at === undefined
          ? []
          : [{ type: "set", key: keys.left(id, conversation), value: at }];
        return [deletion(key), deletion(keys.member(conversation, id)), ...left];
      }),
    );
  }
}

/** Forgets what is kept of somebody by the conversations that they were in. */
async function forgetInPlaces(kv: Kv, id: UserId): Promise<void> {
  let start: Key | undefined;
  for (;;) {
    const range = { prefix: keys.leftBy(id), ...(start && { start }) };
    const places = await kv.list(range, { limit: MEMBERSHIPS_AT_ONCE });
    const last = places.at(-1);
    if (!last) return;
    const own = places.flatMap(({ key }) => {
      const conversation = String(key.at(-1));
      return [keys.pace(conversation, id), keys.pushed(conversation, id)];
    });
    await kv.commit([], own.map(deletion));
    start = keyAfter(last.key);
  }
}

async function forget(kv: Kv, prefix: Key): Promise<void> {
  for (;;) {
    const rows = await kv.list({ prefix }, { limit: ROWS_AT_ONCE });
    if (rows.length === 0) return;
    await kv.commit([], rows.map(({ key }) => deletion(key)));
  }
}

function deletion(key: Key): Mutation {
  return { type: "delete", key };
}
