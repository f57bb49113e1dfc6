import type { Administration } from "../chat/administration.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createDigestJob } from "../mail/digest_job.ts";
import { createMails, type Mails } from "../mail/mail.ts";
import { createMailApi } from "../mail/mail_api.ts";
import type { SendMail } from "../mail/send.ts";
import { createSmtp, type SmtpOptions } from "../mail/smtp.ts";
import type { FindPushed } from "../push/find_pushed.ts";
import type { Delivery } from "./delivery.ts";
import { type CallOptions, callsOf } from "./outgoing.ts";
import type { Runtime, Stores } from "./stores.ts";

/** How mail is sent. */
export interface MailOptions {
  /** A mail server, a service that takes mail by HTTP, or what sends in their place. */
  by: (SmtpOptions & { token?: string }) | SendMail;
  /** The address of the chat: links lead there. */
  origin: string;
}

/** Composes mail: its use cases, and the job that sends. `find`: what would notify somebody who is away. */
export function composeMail(
  { random, clock }: Pick<Runtime, "random" | "clock">,
  stores: Pick<Stores, "attempts" | "conversations" | "mailboxes" | "marks" | "readPerson">,
  { jobs, log, presence }: Pick<Delivery, "jobs" | "log" | "presence">,
  { find, administration, identity, calls }: {
    find: FindPushed;
    administration: Pick<Administration, "profile">;
    identity: Pick<Identity, "proveOwn">;
    calls: CallOptions | undefined;
  },
  { by, origin }: MailOptions,
): Mails {
  const now = () => clock.now();
  const community = () => administration.profile().name;
  const { attempts, conversations, mailboxes, marks, readPerson } = stores;
  const send = sendBy(by, calls);
  const shared = { mailboxes, send, place: { origin, community } };
  jobs.register(createDigestJob({
    ...shared,
    find,
    presence,
    rows: { conversations, marks, log },
    outside: { random, now },
  }));
  return createMails({
    ...shared,
    attempts,
    jobs,
    proofs: { proveOwn: identity.proveOwn, readPerson },
    outside: { random, now },
  });
}

function sendBy(by: MailOptions["by"], calls: CallOptions | undefined): SendMail {
  if (typeof by === "function") return by;
  const { token } = by;
  return token === undefined
    ? createSmtp(by)
    : createMailApi({ ...by, token }, callsOf(calls).fetch);
}
