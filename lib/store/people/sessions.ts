// Sessions: who holds which token. The store knows hashes alone: who reads it can enter with none.
import type { BotScope } from "../../protocol/bots.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import { digest } from "../../runtime/digest.ts";
import { GatheredCommits } from "../../kv/gathered_commits.ts";
import { keys } from "../../kv/keys.ts";
import { type Kv, type Mutation, Unavailable } from "../../kv/kv.ts";
import { commitChecked, type DecideParts } from "../../kv/checked_write.ts";

/** A session as the store keeps it. Times in milliseconds UTC. */
export interface Session {
  /** The hash of its token: it names the session and opens nothing. */
  id: string;
  user: UserId;
  createdAt: number;
  /**
   * When its owner last proved at a door who they are. A session that was made from another has the other’s:
   * it proves nothing anew. Absent in those of earlier versions, and in bots’.
   */
  signedInAt?: number;
  /** When it was last used, to the hour. */
  usedAt: number;
  /** What it was begun with, in a few words: “Firefox on Linux”. */
  device: string;
  /** Of a bot's token, what it is good for: it lasts. */
  scopes?: readonly BotScope[];
  /** The hash of the address that it was last used from (lib/store/people/address_hash.ts), where known. */
  address?: string;
}

/** A session that begins, with the token that opens it. */
export interface NewSession {
  token: string;
  session: Session;
}

/** What a session has to say of a sign-in: there was one `now`, or one as another session says; else none. */
export type SignedIn = "now" | Pick<Session, "signedInAt">;

/** Who is signed in, by a token that only its owner holds. */
export interface Sessions {
  /**
   * Begins a session, with what `decide` checks in the same commit; the token is given this once.
   * Throws what `decide` throws.
   */
  start(
    user: UserId,
    device: string,
    address?: string,
    decide?: DecideParts,
    signedIn?: SignedIn,
  ): Promise<NewSession>;
  /** The same, to be stored in somebody else's commit. */
  prepare(
    user: UserId,
    device: string,
    address?: string,
    signedIn?: SignedIn,
  ): NewSession & { mutations: Mutation[] };
  /** The same for a bot: its token ends a year after it was last used. */
  prepareBot(bot: UserId, scopes: readonly BotScope[]): NewSession & { mutations: Mutation[] };
  /** The session of a token, used now; `undefined` when unknown, ended or expired. */
  use(token: string, address?: string): Promise<Session | undefined>;
  /** The session of an open connection, which is a use of it too; `undefined` as with a token. */
  hold(id: string): Promise<Session | undefined>;
  /** A user's sessions that have not expired, the last used first. */
  list(user: UserId): Promise<Session[]>;
  /** Ends one of the user's sessions; `false` when it is none of theirs. */
  end(user: UserId, id: string): Promise<boolean>;
  /** Ends all of the user's sessions, but for `kept`; gives the ids of those that were. */
  endAll(user: UserId, kept?: string): Promise<string[]>;
}

const DAY_MS = 24 * 60 * 60_000;
/** A session that was not used for so long has expired. */
const SESSION_IDLE_MS = 30 * DAY_MS;
/** The same of a bot's token. */
const BOT_IDLE_MS = 365 * DAY_MS;
/** No session is older: a stolen token ends some day. */
export const SESSION_MAX_MS = 90 * DAY_MS;
/** A use is written down once an hour at most: reading must not write. */
const USED_EVERY_MS = 60 * 60_000;
/** Bytes of a token: 256 bits, beyond guessing. */
const TOKEN_BYTES = 32;
/** What a token looks like; nothing else is looked up. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Sessions that one commit ends, and the most that a list shows. */
const SESSIONS_AT_ONCE = 100;

/** When a session expires: the platform's own deletion may come much later, so it is compared. */
export function expiryOf(session: Session): number {
  if (session.scopes) return session.usedAt + BOT_IDLE_MS;
  return Math.min(session.usedAt + SESSION_IDLE_MS, session.createdAt + SESSION_MAX_MS);
}

/** The sessions in `kv`. */
export function createSessions(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Sessions {
  const uses = new GatheredCommits(kv); // many come at once, each from where they were not before
  const storing = (session: Session): Mutation[] => {
    const expireIn = Math.max(1, expiryOf(session) - clock.now());
    const mark = keys.sessionOf(session.user, session.id);
    return [
      { type: "set", key: keys.session(session.id), value: session, expireIn },
      { type: "set", key: mark, value: true, expireIn },
    ];
  };
  const ending = (user: UserId, id: string): Mutation[] => [
    { type: "delete", key: keys.session(id) },
    { type: "delete", key: keys.sessionOf(user, id) },
  ];

  async function idsOf(user: UserId): Promise<string[]> {
    const range = { prefix: keys.sessionsOf(user) };
    const marks = await kv.list(range, { limit: SESSIONS_AT_ONCE });
    return marks.map(({ key }) => String(key.at(-1)));
  }

  async function renewed(id: string, address?: string): Promise<Session | undefined> {
    const key = keys.session(id);
    const { value: session, versionstamp } = await kv.get<Session>(key);
    const now = clock.now();
    if (!session || expiryOf(session) <= now) return undefined;
    const moved = address !== undefined && address !== session.address;
    if (!moved && now - session.usedAt < USED_EVERY_MS) return session;
    const used = { ...session, usedAt: now, ...(moved && { address }) };
    try {
      // The check keeps a session that is ended right now from coming back.
      await uses.commit([{ key, versionstamp }], storing(used));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error; // the next use writes it down
    }
    return used;
  }

  function made(
    of: Pick<Session, "user" | "device" | "address" | "scopes">,
    signedIn?: SignedIn,
  ) {
    const token = encodeBase64Url(random.bytes(TOKEN_BYTES));
    const now = clock.now();
    const signedInAt = signedIn === "now" ? now : signedIn?.signedInAt;
    const session: Session = {
      id: digest(token),
      createdAt: now,
      usedAt: now,
      ...of,
      ...(signedInAt !== undefined && { signedInAt }),
    };
    return { token, session, mutations: storing(session) };
  }

  const prepare: Sessions["prepare"] = (user, device, address, signedIn) =>
    made({ user, device, ...(address !== undefined && { address }) }, signedIn);

  return {
    prepare,
    prepareBot: (user, scopes) => made({ user, device: "", scopes }),

    async start(user, device, address, decide = () => ({ checks: [], mutations: [] }), signedIn) {
      const { token, session, mutations } = prepare(user, device, address, signedIn);
      return await commitChecked(kv, async () => {
        const beside = await decide();
        return {
          is: "commit",
          result: { token, session },
          checks: beside.checks,
          mutations: [...mutations, ...beside.mutations],
        };
      });
    },

    async use(token, address) {
      return TOKEN.test(token) ? await renewed(digest(token), address) : undefined;
    },

    hold: (id) => renewed(id),

    async list(user) {
      const found = await kv.getMany<Session>((await idsOf(user)).map(keys.session));
      return found
        .flatMap(({ value }) => value && expiryOf(value) > clock.now() ? [value] : [])
        .sort((one, other) => other.usedAt - one.usedAt);
    },

    async end(user, id) {
      const { value } = await kv.get(keys.sessionOf(user, id));
      if (value === null) return false;
      await kv.commit([], ending(user, id));
      return true;
    },

    async endAll(user, kept) {
      const ended: string[] = [];
      for (;;) {
        const ids = (await idsOf(user)).filter((id) => id !== kept);
        if (ids.length === 0) return ended;
        await kv.commit([], ids.flatMap((id) => ending(user, id)));
        ended.push(...ids);
      }
    },
  };
}
