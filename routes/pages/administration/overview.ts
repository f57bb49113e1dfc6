// The first page of the administration: who is here, what was done last, and what a founder has to do.
import type { Actor } from "../../../lib/chat/chat.ts";
import { personOf } from "../../../lib/chat/identity/current_user.ts";
import { whoIsHere } from "../../../lib/chat/presence/change.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import type { View } from "../../../lib/ui/administration/views.ts";
import type { PageServices } from "../services.ts";

/** Lines of the journal. */
const FEW_LINES = 8;
/** Those without a connection who are listed beside the connected. */
const READERS = 100;

/** What the overview shows to whoever may see it. Throws `not-allowed`. */
export async function overview(
  { administration, presence, users, clock }: PageServices,
  actor: Actor,
): Promise<View> {
  const { role } = actor.user;
  const [figures, { connected, silent }, { entries }, shutdown] = await Promise.all([
    administration.figures(actor),
    administration.connected(actor),
    administration.readAuditLog(actor, { limit: FEW_LINES }),
    may(role, "shut down") ? administration.plannedShutdown(actor) : undefined,
  ]);
  const counts = { silent: silent.length, lines: entries };
  const checklist = may(role, "change who may come in")
    ? await founderChecklist(administration, actor, figures.members)
    : undefined;
  // Whoever looks is here by this very page, which is counted once it is answered.
  const isCounted = presence.of(actor.user.id) === "online";
  figures.here += isCounted ? 0 : 1;
  const listed = new Set(connected.map(({ user }) => user.id));
  const unlisted = whoIsHere(presence.everyone()).flatMap(({ user }) =>
    listed.has(user) ? [] : user
  );
  // Who reads without a script is here by their pages, without a connection; so is whoever looks.
  const readers = await users.getMany([...new Set([actor.user.id, ...unlisted])].slice(0, READERS));
  for (const reader of readers.values()) {
    if (listed.has(reader.id)) continue;
    const user = personOf(reader);
    connected.push({ user, instance: "", connections: 1, since: clock.now() });
  }
  return { is: "overview", figures, connected, ...counts, shutdown, checklist };
}

/** What a founder has still to do: of rooms and invitations it matters whether there are any. */
async function founderChecklist(
  administration: PageServices["administration"],
  actor: Actor,
  members: number,
) {
  const [{ rooms }, invitations, settings] = await Promise.all([
    administration.allRooms(actor, { query: "", limit: 2 }),
    administration.invitations(actor),
    administration.settings(),
  ]);
  const counted = { members, rooms: rooms.length, invitations: invitations.length };
  const done = await administration.checklist(actor, counted);
  return done && { done, settings, name: administration.profile().name };
}
