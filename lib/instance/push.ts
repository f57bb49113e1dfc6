import type { Administration } from "../chat/administration.ts";
import type { Identity } from "../chat/identity/identity.ts";
import type { KeywordIndex } from "../chat/inbox/keyword_index.ts";
import type { ReadPositions } from "../chat/conversations/read_positions.ts";
import { exchange } from "../net/exchange.ts";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded_fetch.ts";
import { resolveHost } from "../net/resolve.ts";
import { createClearPushes } from "../push/clear_pushes.ts";
import { createFindPushed } from "../push/find_pushed.ts";
import { Holders } from "../push/holders.ts";
import { pushEndpoints } from "../push/hosts.ts";
import { createPlanPushes } from "../push/plan_pushes.ts";
import { createPush, type Push } from "../push/push.ts";
import { createPushJob } from "../push/push_job.ts";
import { createSendPush } from "../push/send.ts";
import { storedVapidKeys, vapidKeysOf } from "../push/vapid.ts";
import type { Delivery } from "./delivery.ts";
import { composeMail, type MailOptions } from "./mail.ts";
import type { Mails } from "../mail/mail.ts";
import type { CallOptions } from "./outgoing.ts";
import type { Runtime, Stores } from "./stores.ts";

/** How this community pushes. */
export interface PushOptions {
  /** The private key, base64url; one that the store keeps where none is given. */
  vapidKey?: string;
  /** The hosts of push services that may be called, in place of those that are known. */
  isPushHost?: (hostname: string, port: number) => boolean;
  /** What calls them; by default what reaches the public internet alone. */
  fetch?: GuardedFetch;
}

/** Composes push and mail: their use cases, what plans them, and the jobs that do it. */
export async function composePush(
  runtime: Runtime,
  { stores, delivery, composed: { positions, keywords }, administration, identity, calls }: {
    stores: Stores;
    delivery: Delivery;
    composed: { positions: ReadPositions; keywords: KeywordIndex };
    administration: Pick<Administration, "profile">;
    identity: Pick<Identity, "proveOwn">;
    /** How a service that takes mail is called. */
    calls: CallOptions | undefined;
  },
  { vapidKey, isPushHost, fetch }: PushOptions = {},
  mail?: MailOptions,
): Promise<{ push: Push; mails: Mails | undefined }> {
  const { kv, clock, logger } = runtime;
  const { announcer, bus, jobs, directory, presence, log, readOut } = delivery;
  const { pushDevices: devices, personalSettings: settings } = stores;
  const now = () => clock.now();
  const given = vapidKey === undefined ? undefined : vapidKeysOf(vapidKey);
  const keys = given ? () => Promise.resolve(given) : storedVapidKeys(kv);
  const isPrivateHost = isPushHost ?? (() => false);
  const send = createSendPush({
    keys,
    now,
    fetch: fetch ?? createGuardedFetch({ resolve: resolveHost, exchange, isPrivateHost }),
  });
  const holders = new Holders({ devices, settings, announcer, bus, clock, logger });
  delivery.onCommitted(
    createPlanPushes({ kv, holders, keywords, rows: stores, jobs, clock, logger }),
  );
  const find = createFindPushed({
    rows: { ...stores, settings },
    read: { log, readOut, positions },
    keywords,
    directory,
    now,
  });
  const { sessions, pushed } = stores;
  jobs.register(createPushJob({ devices, sessions, find, pushed, presence, send, now }));
  delivery.onCommitted(
    createClearPushes({ pushed, devices, holders, send, announcer, logger }),
  );
  await holders.load();
  const community = () => administration.profile().name;
  const isPushEndpoint = pushEndpoints(isPushHost);
  const push = createPush({ keys, devices, isPushEndpoint, send, announcer, community, now });
  const mails = mail &&
    composeMail(runtime, stores, delivery, { find, administration, identity, calls }, mail);
  return { push, mails };
}
