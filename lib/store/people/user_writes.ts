import type { UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { Key, Kv, Mutation } from "../../kv/kv.ts";

/** Memberships that one commit ends. */
const MEMBERSHIPS_AT_ONCE = 100;
/** Other rows of somebody that one commit deletes. */
const ROWS_AT_ONCE = 500;

/** Ends every membership of somebody who is gone, and forgets what was kept for them alone. */
export async function endMemberships(kv: Kv, id: UserId): Promise<void> {
  const own = [
    ...[keys.status(id), keys.personalSettings(id), keys.keywords(id), keys.roomsMadeBy(id)],
  ];
  await kv.commit([], own.map((key): Mutation => ({ type: "delete", key })));
  const devices = await kv.list({ prefix: keys.pushDevices(id) }, { limit: ROWS_AT_ONCE });
  await kv.commit(
    [],
    devices.flatMap(({ key }): Mutation[] => [
      { type: "delete", key },
      { type: "delete", key: keys.pushEndpoint(String(key.at(-1))) },
    ]),
  );
  for (
    const prefix of [
      ...[keys.reads(id), keys.mentions(id), keys.leftBy(id), keys.roomInvitations(id)],
      ...[keys.mentionedOf(id), keys.drafts(id)],
    ]
  ) {
    await forget(kv, prefix);
  }
  for (;;) {
    const range = { prefix: keys.membershipsOf(id) };
    const marks = await kv.list(range, { limit: MEMBERSHIPS_AT_ONCE });
    if (marks.length === 0) return;
    const conversations = marks.map(({ key }) => String(key.at(-1)));
    await kv.commit([], [
      ...marks.map(({ key }): Mutation => ({ type: "delete", key })),
      ...conversations.map((of): Mutation => ({ type: "delete", key: keys.member(of, id) })),
    ]);
  }
}

async function forget(kv: Kv, prefix: Key): Promise<void> {
  for (;;) {
    const rows = await kv.list({ prefix }, { limit: ROWS_AT_ONCE });
    if (rows.length === 0) return;
    await kv.commit([], rows.map(({ key }): Mutation => ({ type: "delete", key })));
  }
}
