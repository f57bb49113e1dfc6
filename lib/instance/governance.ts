import {
  type Administration,
  type AdministrationSurroundings,
  createAdministration,
} from "../chat/administration/create_administration.ts";
import { createCommunity } from "../chat/community.ts";
import { type AdmissionPolicy, createAdmissionPolicy } from "../chat/admission_policy.ts";
import { createAddresses } from "../store/addresses.ts";
import { createAttempts, unlimitedAttempts } from "../store/attempts.ts";
import { createConversations } from "../store/conversations.ts";
import { createInvitations } from "../store/invitations.ts";
import { createSanctions } from "../store/sanctions.ts";
import { createSetup, type Setup } from "../store/setup.ts";

type MadeHere =
  | "attempts"
  | "community"
  | "conversations"
  | "invitations"
  | "sanctions"
  | "setup";

/** Who may come in and who keeps order, over one store. */
export interface Governance {
  administration: Administration;
  admission: AdmissionPolicy;
  setup: Setup;
}

/** Composes it. `rates`: whether what is counted is limited. */
export function createGovernance(
  { rates, ...given }: Omit<AdministrationSurroundings, MadeHere> & { rates: boolean },
): Governance {
  const sanctions = createSanctions(given);
  const invitations = createInvitations(given);
  const community = createCommunity(given);
  const setup = createSetup(given);
  const hashAddress = createAddresses(given);
  return {
    setup,
    admission: createAdmissionPolicy({ ...given, community, sanctions, invitations, hashAddress }),
    administration: createAdministration({
      ...{ ...given, sanctions, invitations, community, setup },
      attempts: rates ? createAttempts(given) : unlimitedAttempts,
      conversations: createConversations(given.kv),
    }),
  };
}
