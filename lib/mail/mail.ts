// Mail for those who want it: an address that its owner confirmed, and no mail to any other.
import type { Actor } from "../chat/chat.ts";
import { limitAttempts } from "../chat/attempts.ts";
import type { Proof, ProveOwn } from "../chat/identity/prove_own.ts";
import { planJob } from "../jobs/job.ts";
import { ChatError } from "../protocol/errors.ts";
import { encodeBase64Url } from "../runtime/base64url.ts";
import type { Random } from "../runtime/clock.ts";
import { digest } from "../runtime/digest.ts";
import type { Attempts } from "../store/people/attempt_limits.ts";
import type { ReadCheckedPerson } from "../store/people/checked_person.ts";
import type { Mailbox, Mailboxes } from "../store/people/mailboxes.ts";
import type { User } from "../store/people/users.ts";
import { readAddress } from "./address.ts";
import { DIGEST_KIND, type DigestPayload } from "./digest_job.ts";
import { confirmationOf, movedOf } from "./letters.ts";
import type { MailPlace } from "./place.ts";
import type { SendMail } from "./send.ts";

/** What may be chosen: after so many hours a message that is not read is mailed. */
export const AFTER_HOURS = [1, 4, 12, 24] as const;

const HOUR_MS = 3_600_000;
/** For so long a link confirms an address. */
const CONFIRM_MS = 24 * HOUR_MS;
const CODE_BYTES = 24;
/** Links that one person has sent, and that are sent to one address: nobody is bothered. */
const PERSONAL = { count: 5, windowMs: HOUR_MS };
const OF_ADDRESS = { count: 3, windowMs: 24 * HOUR_MS };

/** What somebody is told of their own. */
export interface OwnMail {
  address?: string;
  /** Waits for its link. */
  asked?: string;
  afterHours: number;
  /** Why nothing goes there any more. */
  problem?: string;
}

/** The use cases of mail. Each rejects with `Unavailable` where the store does not answer. */
export interface Mails {
  of(actor: Actor): Promise<OwnMail>;
  /**
   * Says when and where to. An address that is new takes a proof of who asks; a link is sent to it, and it counts once that was followed. Throws `members-only`, `mail-address`,
   * `mail-not-sent`, and as `ProveOwn` does.
   */
  set(
    actor: Actor,
    how: { address: string; afterHours: number; locale: string; password?: Proof },
  ): Promise<OwnMail>;
  /** Forgets it all; harmless where there is nothing. */
  remove(actor: Actor): Promise<void>;
  /** The address that a link is for. Throws `mail-link-over`. */
  asked(code: string): Promise<string>;
  /** The link was followed: from now on mail goes there. Once. Throws `mail-link-over`. */
  confirm(code: string): Promise<void>;
  /** Ends it, by the link of a mail; harmless twice. */
  stop(code: string): Promise<void>;
}

/** What it is made over. */
export interface MailParts {
  mailboxes: Mailboxes;
  attempts: Attempts;
  send: SendMail;
  jobs: { wake(due: number): void };
  outside: { random: Pick<Random, "bytes" | "uuid">; now(): number };
  proofs: { proveOwn: ProveOwn; readPerson: ReadCheckedPerson };
  place: MailPlace;
}

/** Keeps addresses in the store, and mails links that confirm them. */
export function createMails(parts: MailParts): Mails {
  const { mailboxes, attempts, send, jobs, place, proofs, outside: { random, now } } = parts;
  const newCode = () => encodeBase64Url(random.bytes(CODE_BYTES));

  /** Whose link it is, where it still confirms something. */
  async function askedBy(code: string) {
    const user = await mailboxes.userOf(code);
    const asked = user === undefined ? undefined : (await mailboxes.read(user)).value?.asked;
    if (user === undefined || !counts(asked, code, now())) throw new ChatError("mail-link-over");
    return { user, address: asked.address };
  }

  return {
    of: async ({ user }) => told((await mailboxes.read(user.id)).value ?? undefined),

    async set(actor, { address: typed, afterHours: asked, locale, password = "" }) {
      const { user } = actor;
      if (user.role === "guest") throw new ChatError("members-only");
      const address = readAddress(typed);
      if (address === undefined) throw new ChatError("mail-address");
      const afterHours = AFTER_HOURS.find((one) => one === asked) ?? 24;
      const how = { locale, afterHours };
      const { value } = await mailboxes.read(user.id);
      if (value?.address === address) { // nothing to confirm
        const same = (now: Mailbox | undefined) =>
          now?.address === address ? { row: { ...now, ...how, asked: undefined } } : undefined;
        return told(await mailboxes.change(user.id, same));
      }
      const proven = await proofs.proveOwn(actor, password, "mail");
      await limitAttempts(attempts, "mail", user.id, PERSONAL);
      await limitAttempts(attempts, "mail-address", digest(address.toLowerCase()), OF_ADDRESS);
      const [code, stop] = [newCode(), newCode()];
      const until = now() + CONFIRM_MS;
      const waits = await mailboxes.change(user.id, (row) => ({
        row: { stop, ...row, ...how, asked: { address, code: digest(code), until } },
      }), () => stillProven(proofs, proven));
      const link = `${place.origin}/mail/confirm/${code}`;
      const community = place.community();
      const letter = confirmationOf({ locale, name: user.name, community, link });
      const answer = await send({ id: random.uuid(), to: address, ...letter });
      if (answer.is !== "taken") throw new ChatError("mail-not-sent");
      return told(waits);
    },

    remove: ({ user }) => mailboxes.remove(user.id),

    asked: async (code) => (await askedBy(code)).address,

    async confirm(code) {
      const { user } = await askedBy(code);
      const confirmedAt = now();
      let isOver = false;
      let former: Mailbox | undefined;
      const due = confirmedAt + HOUR_MS;
      const payload: DigestPayload = { user, since: confirmedAt };
      await mailboxes.change(user, (row) => {
        isOver = !row || !counts(row.asked, code, confirmedAt);
        if (!row || !row.asked || isOver) return undefined;
        const { asked, problem: _, ...rest } = row;
        former = row.address === undefined ? undefined : row;
        return {
          row: { ...rest, address: asked.address, confirmedAt },
          also: [planJob({ kind: DIGEST_KIND, id: `${DIGEST_KIND} ${user} ${due}`, due, payload })],
        };
      });
      if (isOver) throw new ChatError("mail-link-over");
      if (former) await sayMoved(parts, former);
      jobs.wake(due);
    },

    async stop(code) {
      const user = await mailboxes.userOf(code);
      if (user !== undefined && (await mailboxes.read(user)).value?.stop === code) {
        await mailboxes.remove(user);
      }
    },
  };
}

function counts(
  asked: Mailbox["asked"],
  code: string,
  now: number,
): asked is NonNullable<Mailbox["asked"]> {
  return asked?.code === digest(code) && now < asked.until;
}

/** Holds the commit to what was proven: a new password that was faster ends what the one before began. */
async function stillProven({ readPerson }: MailParts["proofs"], proven: User) {
  const { user, checks } = await readPerson(proven.id);
  if (!user || user.passwordHash !== proven.passwordHash) throw new ChatError("wrong-password");
  return { checks, mutations: [] };
}

/** Tells the address of before that mail goes elsewhere: whoever has it may know nothing of that. */
async function sayMoved(
  { send, outside: { random }, place }: MailParts,
  { locale, address }: Mailbox,
) {
  if (address === undefined) return;
  const letter = movedOf({ locale, community: place.community(), origin: place.origin });
  await send({ id: random.uuid(), to: address, ...letter }); // it is changed, taken or not
}

function told(row: Mailbox | undefined): OwnMail {
  return {
    ...(row?.address !== undefined && { address: row.address }),
    ...(row?.asked && { asked: row.asked.address }),
    afterHours: row?.afterHours ?? 4,
    ...(row?.problem !== undefined && { problem: row.problem }),
  };
}
