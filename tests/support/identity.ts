import { createIdentity } from "../../lib/chat/create_identity.ts";
import type { Announcer } from "../../lib/chat/chat.ts";
import { createCommunity } from "../../lib/chat/community.ts";
import { createAdmissionPolicy } from "../../lib/chat/admission_policy.ts";
import type { Published } from "../../lib/cluster/bus.ts";
import { createAddresses } from "../../lib/store/addresses.ts";
import { createAttempts } from "../../lib/store/attempts.ts";
import { createInvitations } from "../../lib/store/invitations.ts";
import { createSanctions } from "../../lib/store/sanctions.ts";
import { createSessions } from "../../lib/store/sessions.ts";
import { createUsers } from "../../lib/store/users.ts";
import { FastHasher } from "./fast_hasher.ts";
import { MemoryKv } from "./memory_kv.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** Identity over a memory store; what it announces and who is here are the test's. */
export function testIdentity(kv = new MemoryKv()) {
  const clock = new VirtualClock();
  const random = new SeededRandom(7);
  const hasher = new FastHasher();
  const announced: Published[] = [];
  const here = new Set<string>();
  const announcer: Announcer = {
    announce: (messages) => void announced.push(...messages),
    onAnnouncement: () => {},
  };
  const users = createUsers({ kv, clock, random });
  const sanctions = createSanctions({ kv, clock });
  const invitations = createInvitations({ kv, clock, random });
  const bus = { onSuspicion: () => {} };
  const admission = createAdmissionPolicy({
    ...{ sanctions, invitations, clock },
    community: createCommunity({ kv, announcer, bus, clock }),
    hashAddress: createAddresses({ kv, random }),
  });
  const identity = createIdentity({
    ...{ kv, users, admission },
    sessions: createSessions({ kv, clock, random }),
    attempts: createAttempts({ kv, clock, random }),
    announcer,
    isHere: (user) => here.has(user),
    hasher,
    isCommonPassword: (password) => Promise.resolve(password === "password1"),
    clock,
    random,
  });
  return { kv, clock, random, hasher, announced, here, users, identity, sanctions, invitations };
}
