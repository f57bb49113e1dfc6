// Whether somebody has to be asked before they are written to.
import type { Settings } from "../../protocol/administration.ts";
import type { UserId } from "../../protocol/events.ts";
import type { RequestReason } from "../../protocol/message_requests.ts";
import { isNewcomer, type Standing } from "../../protocol/newcomers.ts";
import { may } from "../../protocol/permissions.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import type { NewRequest } from "../../store/conversations/message_requests.ts";
import type { NewcomerRows } from "../../store/moderation/newcomer_rows.ts";
import type { StoredSettings } from "../../store/people/personal_settings.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";

/** So many days somebody is new to whom they write to, where the community does not say. */
const NEW_FOR_DAYS = 3;

/** Who writes or is written to. */
export type Side = Standing & { id: UserId };

/** What is asked of both. */
export interface AskedOf {
  /** Who writes; of a bot, who answers for it. */
  author: Side;
  reader: Side;
  /** What the reader chose. */
  own: Pick<StoredSettings, "requests">;
  /** What holds for everybody. */
  rules: Pick<Settings, "requests" | "newcomerDays" | "newcomerMessages">;
  now: number;
}

/**
 * Why somebody has to be asked first; `unless-shared`: as strangers, unless they share something private.
 * Who looks after the community is always heard. Where the reader chose nothing, those who look after it
 * hear everybody, for newcomers must ask somebody; and newcomers hear each other, who come together.
 */
export function whyToAsk(
  { author, reader, own, rules, now }: AskedOf,
): RequestReason | "unless-shared" | undefined {
  if (author.id === reader.id || reader.bot) return undefined;
  if (may(author.role, "handle reports")) return undefined;
  const isOwn = own.requests !== "community";
  const holds = own.requests === "community" ? rules.requests : own.requests;
  if (holds === "nobody") return undefined;
  if (!isOwn && (may(reader.role, "handle reports") || isNew(reader, rules, now))) return undefined;
  if (isNew(author, rules, now)) return "new";
  return holds === "strangers" ? "unless-shared" : undefined;
}

/** Guests stay new: they may be anybody. */
function isNew(one: Side, rules: AskedOf["rules"], now: number): boolean {
  const { newcomerDays, newcomerMessages } = rules;
  const rule = { newcomerMessages, newcomerDays: newcomerDays || NEW_FOR_DAYS };
  return one.role === "guest" || isNewcomer(one, rule, now);
}

/** What the rule is asked over. */
export interface AsksFirstParts {
  users: Pick<Users, "getMany">;
  conversations: Pick<Conversations, "membershipsOf" | "getMany">;
  newcomerRows: Pick<NewcomerRows, "get">;
  personalOf: SettingsOf;
  /** What the community decided, as far as this instance knows. */
  rules: () => Settings;
  clock: Pick<Clock, "now">;
}

/** Of these people, those who have to be asked before the actor writes to them, and why. */
export type AsksFirst = (
  actor: Actor,
  readers: readonly UserId[],
) => Promise<Map<UserId, Pick<NewRequest, "because" | "unlimited">>>;

/** The rule over a store. Rejects with `Unavailable`. */
export function createAsksFirst(
  { users, conversations, newcomerRows, personalOf, rules, clock }: AsksFirstParts,
): AsksFirst {
  async function sharesPrivately(one: UserId, other: UserId): Promise<boolean> {
    const [mine, theirs] = await Promise.all([one, other].map(conversations.membershipsOf));
    const both = new Set(theirs);
    const shared = (mine ?? []).filter((id) => both.has(id));
    if (shared.some(isGroup)) return true;
    return [...(await conversations.getMany(shared)).values()].some((room) => room.private);
  }

  return async (actor, readers) => {
    const authorId = actor.bot?.by ?? actor.user.id;
    const [found, personal, written] = await Promise.all([
      users.getMany([authorId, ...readers]),
      personalOf(readers),
      newcomerRows.get(authorId),
    ]);
    const asked: Awaited<ReturnType<AsksFirst>> = new Map();
    const author = found.get(authorId);
    for (const id of readers) {
      const [reader, own] = [found.get(id), personal.get(id)];
      if (!author || !reader || !own) continue;
      const why = whyToAsk({
        author: sideOf(author, written.value?.messages),
        reader: sideOf(reader),
        own,
        rules: rules(),
        now: clock.now(),
      });
      const isHeard = !why || why === "unless-shared" && await sharesPrivately(authorId, id);
      const because = why === "new" ? why : "stranger";
      if (!isHeard) asked.set(id, { because });
      // Whoever is blocked has nothing tell them so: not that they wait where they never did, either.
      else if (own.blocked.includes(authorId)) asked.set(id, { because, unlimited: true });
    }
    return asked;
  };
}

function sideOf({ id, role, createdAt, botBy, trustedAt }: User, messages = 0): Side {
  return {
    id,
    role,
    createdAt,
    messages,
    bot: botBy !== undefined,
    trusted: trustedAt !== undefined,
  };
}
