import { askMutesOfIdentity } from "../chat/moderation/ask_mutes.ts";
import type { Access } from "../chat/conversations/access.ts";
import type { ConnectedUsers } from "../chat/community/connected_users.ts";
import { createActingAs } from "../chat/identity/acting.ts";
import { argon2Hasher, isCommonPassword } from "../chat/identity/argon2.ts";
import { createAccount } from "../chat/identity/account.ts";
import { createAccountDeletion } from "../chat/identity/account_deletion.ts";
import type { Erasing } from "../chat/identity/erasing.ts";
import type { AdmissionPolicy } from "../chat/identity/admission.ts";
import { createAuthentication } from "../chat/identity/authentication.ts";
import { createBeginSession } from "../chat/identity/begin_session.ts";
import { createCredentials } from "../chat/identity/credentials.ts";
import type { Identity } from "../chat/identity/identity.ts";
import {
  createFailureLimits,
  createGuessLimits,
  createIdentityLimits,
  createNewcomerLimits,
} from "../chat/identity/limits.ts";
import { createConfirmForeign } from "../chat/identity/foreign_proof.ts";
import { createKeptName } from "../chat/identity/kept_name.ts";
import { createMembershipUpgrade } from "../chat/identity/membership_upgrade.ts";
import type { NameRelease } from "../chat/identity/name_release.ts";
import { createNewPeople } from "../chat/identity/new_people.ts";
import type { Community } from "../chat/identity/admission_settings.ts";
import { createOwnRules } from "../chat/identity/own_rules.ts";
import { createOwnPicture } from "../chat/identity/own_picture.ts";
import { createOwnSessions } from "../chat/identity/own_sessions.ts";
import { createOwnPasskeys } from "../chat/identity/own_passkeys.ts";
import { createEndElsewhere } from "../chat/identity/end_elsewhere.ts";
import type { IsCommonPassword, PasswordHasher } from "../chat/identity/passwords.ts";
import { createPasskeySignIn } from "../chat/identity/passkey_sign_in.ts";
import { createAcceptPasskeyProof, createBeginProof } from "../chat/identity/passkey_proof.ts";
import { createPairing } from "../chat/identity/pairing.ts";
import { createAuditEntries } from "../chat/audit_entries.ts";
import { createPasswordRecovery } from "../chat/identity/password_recovery.ts";
import { createProofOfWork } from "../chat/identity/proof_of_work.ts";
import { createRegistration } from "../chat/identity/registration.ts";
import { createSignIn } from "../chat/identity/sign_in.ts";
import type { Announcer } from "../chat/chat.ts";
import { forgetPicture } from "../chat/messages/forget_files.ts";
import { createPreparePicture } from "../chat/messages/prepare_picture.ts";
import { createProveOwn } from "../chat/identity/prove_own.ts";
import { composeForeign } from "./foreign.ts";
import type { CallOptions } from "./outgoing.ts";
import { createProviders } from "../chat/identity/providers.ts";
import type { ForeignProvider } from "../protocol/foreign_providers.ts";
import { composeSecondFactors } from "./second_factors.ts";
import type { Runtime, Stores } from "./stores.ts";

/** How passwords are kept, and which are refused. */
export interface PasswordPolicy {
  hasher: PasswordHasher;
  isCommonPassword: IsCommonPassword;
}

function usualPasswords(): PasswordPolicy {
  return { hasher: argon2Hasher(), isCommonPassword };
}

/** Where people may come from by the configuration, and how that is called. */
export interface ForeignOptions {
  providers?: readonly ForeignProvider[];
  calls?: CallOptions;
}

/** What identity is kept in. */
type IdentityStores = Pick<
  Stores,
  | "attempts"
  | "entryRequests"
  | "fileRows"
  | "foreignAccounts"
  | "foreignFlows"
  | "hashAddress"
  | "knownDevices"
  | "mailboxes"
  | "pairings"
  | "passkeyChallenges"
  | "passkeys"
  | "passwordLinks"
  | "readPerson"
  | "secondFactors"
  | "sessions"
  | "signInTickets"
  | "users"
>;

/** Composes identity. */
export function composeIdentity(
  { kv, clock, random, logger }: Runtime,
  stores: IdentityStores,
  { access, announcer, admission, community, names, connectedUsers, erasure }: {
    access: Pick<Access, "requireUnmuted">;
    announcer: Announcer;
    admission: AdmissionPolicy;
    community: Pick<Community, "askedRules" | "profile" | "providers" | "refresh">;
    names: NameRelease;
    connectedUsers: Pick<ConnectedUsers, "sessionsOf">;
    erasure: Erasing;
  },
  { passwords = usualPasswords(), providers: fixed = [], calls }:
    & { passwords: PasswordPolicy | undefined }
    & ForeignOptions,
): Identity {
  const { attempts, entryRequests, hashAddress, knownDevices, pairings, passkeys } = stores;
  const { passkeyChallenges: challenges, readPerson, sessions, users } = stores;
  const { limit, limitFailures, limitNewcomers, limitGuesses } = limitsOf(
    { attempts, hashAddress, clock },
    admission,
  );
  const credentials = createCredentials({ ...passwords, random });
  const people = createNewPeople({ users, sessions, entryRequests, hashAddress, names });
  const newcomers = { admission, credentials, limitNewcomers, people };
  const prepare = createPreparePicture({ rows: stores.fileRows, clock });
  const beginSession = createBeginSession({
    sessions,
    knownDevices,
    readPerson,
    hashAddress,
    clock,
  });
  const endElsewhere = createEndElsewhere({
    sessions,
    knownDevices,
    mailboxes: stores.mailboxes,
    announcer,
  });
  const acceptPasskey = createAcceptPasskeyProof({ kv, passkeys, challenges });
  const proveOwn = createProveOwn({ users, sessions, credentials, limit, clock, acceptPasskey });
  const providers = createProviders({ kv, community, fixed });
  const accounts = stores.foreignAccounts;
  const factors = composeSecondFactors({ clock, random }, stores, {
    admission,
    proveOwn,
    limit,
    endElsewhere,
    beginSession,
    confirmForeign: createConfirmForeign({ providers, accounts }),
  });
  const { enterProven } = factors;
  const actingAs = createActingAs(factors.lacksSecondFactor);
  return askMutesOfIdentity(access, {
    proveOwn,
    ...createRegistration({ users, ...newcomers, enterProven, clock }),
    ...createSignIn({ users, knownDevices, credentials, limitGuesses, enterProven }),
    ...createPasswordRecovery({
      users,
      endElsewhere,
      credentials,
      limitFailures,
      enterProven,
      passwordLinks: stores.passwordLinks,
      audit: createAuditEntries({ readPerson, clock, random }),
    }),
    ...createOwnPasskeys({
      passkeys,
      challenges,
      users,
      proveOwn,
      clock,
      accounts,
      providers,
    }),
    ...createBeginProof({ passkeys, challenges, users, limit }),
    ...createPasskeySignIn({ passkeys, challenges, users, limit, limitFailures, beginSession }),
    ...factors.useCases,
    ...composeForeign({ kv, clock, random, logger }, stores, {
      providers,
      people,
      admission,
      announcer,
      limit,
      limitFailures,
      proveOwn,
      enterProven,
    }, calls),
    ...createPairing({ pairings, sessions, readPerson, hashAddress, limit, clock }),
    ...createAuthentication({ users, sessions, actingAs, admission, clock }),
    ...createKeptName({ users, entryRequests, clock, random }),
    ...createOwnSessions({ sessions, connectedUsers, announcer, clock }),
    ...createAccount({ users, endElsewhere, credentials, proveOwn, limit, names }, announcer),
    ...createOwnPicture({ users, prepare, limit, announcer, clock }),
    ...createOwnRules({ users, community, clock }),
    ...createMembershipUpgrade({ users, admission, credentials, limitNewcomers, announcer }),
    ...createAccountDeletion({
      kv,
      users,
      erasure,
      proveOwn,
      limit,
      announcer,
      rows: ({ portrait }) => forgetPicture(portrait, clock.now()),
    }),
  });
}

/** What counts what may be tried only so often. */
function limitsOf(
  { attempts, hashAddress, clock }:
    & Pick<Stores, "attempts" | "hashAddress">
    & Pick<Runtime, "clock">,
  { asksProof }: Pick<AdmissionPolicy, "asksProof">,
) {
  const limit = createIdentityLimits(attempts);
  const work = createProofOfWork({ attempts, hashAddress, clock });
  return {
    limit,
    limitFailures: createFailureLimits(attempts),
    limitNewcomers: createNewcomerLimits(limit, work, asksProof),
    limitGuesses: createGuessLimits(attempts, clock),
  };
}
