import type { Bus } from "../../cluster/bus.ts";
import type { NewcomerRule, Settings } from "../../protocol/administration.ts";
import { ChatError, type Refusal } from "../../protocol/errors.ts";
import type { Person } from "../../protocol/events.ts";
import { isNewcomer, newUntil, type Standing } from "../../protocol/newcomers.ts";
import { may } from "../../protocol/permissions.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  countNewcomer,
  type NewcomerRow,
  type NewcomerRows,
} from "../../store/moderation/newcomer_rows.ts";
import type { Users } from "../../store/people/users.ts";
import { hasLink } from "../../text/has_link.ts";
import type { Actor, Announcer } from "../chat.ts";
import {
  mayWait,
  repeating,
  type Screen,
  type Screened,
  type ScreenWords,
  type Unscreened,
} from "../messages/screen.ts";
import { TrustedCache } from "../trusted_cache.ts";
import { slowMode } from "./pace.ts";

/** Between two messages of a newcomer that count: who writes many at once is as new as before. */
const COUNTED_EVERY_MS = 60_000;

/** Who is new here, and what is asked of them. */
export interface Newcomers {
  /** Whether somebody is a newcomer now (`isNewcomer`). Rejects with `Unavailable`. */
  isNewcomer(person: Person): Promise<boolean>;
  /**
   * What a newcomer's message is held to: its links and files, and how long after the last one it comes.
   * Rejects with `newcomer-links`, `newcomer-files` and `slow-mode`.
   */
  screen: Screen;
  /** The same of the words of an edit, but for the time. */
  screenWords: ScreenWords;
}

/** What newcomers are known by. */
export interface NewcomerParts {
  users: Pick<Users, "get">;
  rows: NewcomerRows;
  /** What the community asks of them, as far as this instance knows. */
  rule: () => Settings;
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Pick<Bus, "alone" | "onSuspicion">;
  clock: Clock;
}

/** What of somebody's record tells whether they are new. */
type Begun = Pick<Standing, "createdAt" | "trusted">;

/** Reads who is new: their records are trusted for a while. */
function createRead({ users, rows, rule, announcer, bus, clock }: NewcomerParts) {
  const kept = new TrustedCache<Begun>(bus, clock);
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "user") kept.delete(message.id);
  });

  async function begunOf(id: string): Promise<Begun | undefined> {
    return await kept.getOne(id, async () => {
      const user = await users.get(id);
      return user && { createdAt: user.createdAt, trusted: user.trustedAt !== undefined };
    });
  }

  /** Whether somebody may be new, by what needs no read of what they wrote. */
  function mayBeNew({ role, bot }: Person, begun: Begun): boolean {
    return isNewcomer({ role, bot, ...begun, messages: 0 }, rule(), clock.now());
  }

  return {
    /** Whether it needs no read that somebody is no newcomer. */
    isKnown({ user }: Actor): boolean {
      if (rule().newcomerDays === 0) return true;
      if (may(user.role, "write where it is read-only")) return true;
      const begun = kept.get(user.id);
      return begun !== undefined && !mayBeNew(user, begun);
    },

    /** What is known of somebody who is new; `undefined` of others. */
    async read(person: Person) {
      const begun = await begunOf(person.id);
      if (!begun || !mayBeNew(person, begun)) return undefined;
      const row = await rows.get(person.id);
      const { role, bot } = person;
      const standing = { role, bot, ...begun, messages: row.value?.messages ?? 0 };
      return isNewcomer(standing, rule(), clock.now()) ? { standing, row } : undefined;
    },
  };
}

/** Newcomers over their records, and over what they wrote. */
export function createNewcomers(parts: NewcomerParts): Newcomers {
  const { rule, clock } = parts;
  const { isKnown, read } = createRead(parts);

  async function screenNewcomer(person: Person, message: Unscreened): Promise<Screened> {
    const found = await read(person);
    if (!found) return { checks: [], rows: () => [] };
    const { standing, row: { key, value, versionstamp } } = found;
    const { id, conversation } = message;
    if (value?.id === id && value.conversation === conversation.id) return repeating(value.seq);
    const slowMs = rule().newcomerSlowSeconds * 1000;
    const leftMs = value ? value.at + slowMs - clock.now() : 0;
    if (leftMs > 0) throw slowMode(leftMs, "newcomer-slow");
    const hold = heldFor({ ...message, mayWait: mayWait(conversation) }, standing);
    const untilMs = newUntil(standing, rule()) - clock.now();
    return {
      ...(hold && { hold }),
      checks: [{ key, versionstamp }],
      rows: (place) => [
        countNewcomer(
          person.id,
          { ...countWith(conversation, value, place.at), id, ...place },
          untilMs,
        ),
      ],
    };
  }

  async function screenWords(person: Person, text: string): Promise<void> {
    const found = await read(person);
    // An edit cannot wait: the message is there.
    if (found) heldFor({ text, hasFiles: false, mayWait: false }, found.standing);
  }

  /** What has to wait of a newcomer's message. Throws where they may not send that yet. */
  function heldFor(message: Restricted, standing: Pick<Standing, "createdAt">) {
    const { is, what } = restrictionOf(message, rule());
    if (is === "free" || is === "held" && message.mayWait) return is === "held" ? what : undefined;
    const leftMs = newUntil(standing, rule()) - clock.now();
    throw newcomerError(`newcomer-${what}`, leftMs, rule().newcomerMessages);
  }

  return {
    isNewcomer: async (person) => await read(person) !== undefined,

    screen: (actor, message) => isKnown(actor) ? undefined : screenNewcomer(actor.user, message),

    screenWords: (actor, { text }) =>
      isKnown(actor) || !hasLink(text) ? undefined : screenWords(actor.user, text),
  };
}

/** The messages that count, with one more where anyone reads it, a while after the last of them. */
function countWith(
  { kind, private: hidden }: Unscreened["conversation"],
  before: NewcomerRow | null,
  at: number,
): Pick<NewcomerRow, "messages" | "countedAt"> {
  const { messages = 0, countedAt } = before ?? {};
  const isSoon = countedAt !== undefined && at - countedAt < COUNTED_EVERY_MS;
  if (kind !== "room" || hidden || isSoon) return { messages, countedAt };
  return { messages: messages + 1, countedAt: at };
}

/** A message as newcomers are restricted. */
interface Restricted extends Pick<Unscreened, "text" | "hasFiles"> {
  /** Whether it can wait for a moderator where it is written. */
  mayWait: boolean;
}

/** How the community restricts what a newcomer sends: by the stricter of what it says of both. */
function restrictionOf(
  { text, hasFiles }: Restricted,
  { newcomerLinks, newcomerFiles }: Settings,
): { is: NewcomerRule; what: "links" | "files" } {
  const files = { is: hasFiles ? newcomerFiles : "free", what: "files" } as const;
  if (files.is === "refused" || newcomerLinks === "free" || !hasLink(text)) return files;
  const links = { is: newcomerLinks, what: "links" } as const;
  return links.is === "held" && files.is === "held" ? files : links;
}

/** That somebody has to be here for longer; `messages`: which message of theirs ends it before, or 0. */
function newcomerError(refusal: Refusal, leftMs: number, messages: number): ChatError {
  return new ChatError(refusal, {
    seconds: Math.ceil(leftMs / 1000),
    ...(messages > 0 && { messages }),
  });
}
