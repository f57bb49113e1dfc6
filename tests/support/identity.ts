import type { Announcer } from "../../lib/chat/chat.ts";
import { createCommunity } from "../../lib/chat/identity/admission_settings.ts";
import { createAdmissionPolicy } from "../../lib/chat/identity/admission.ts";
import { HeldWords } from "../../lib/chat/moderation/held_words.ts";
import { createNameRelease } from "../../lib/chat/identity/name_release.ts";
import type { Erasing } from "../../lib/chat/identity/erasing.ts";
import { planJob } from "../../lib/jobs/job.ts";
import { forgetOwn } from "../../lib/instance/erasure.ts";
import { composeIdentity } from "../../lib/instance/identity.ts";
import { createStores } from "../../lib/instance/stores.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { Published } from "../../lib/cluster/bus.ts";
import { FastHasher } from "./fast_hasher.ts";
import { recordingLogger } from "./loggers.ts";
import { MemoryKv } from "./memory_kv.ts";
import { SeededRandom } from "./seeded_random.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** Identity over a memory store; what it announces and who is here are the test's. */
export function testIdentity(kv: Kv = new MemoryKv()) {
  const clock = new VirtualClock();
  const random = new SeededRandom(7);
  const hasher = new FastHasher();
  const announced: Published[] = [];
  const here = new Set<string>();
  const announcer: Announcer = {
    announce: (messages) => void announced.push(...messages),
    onAnnouncement: () => {},
  };
  const stores = createStores({ kv, clock, random }, true);
  const { users, sanctions, invitations, readPerson, hashAddress, knownAddresses } = stores;
  const bus = { onSuspicion: () => {} };
  const logger = recordingLogger(() => {});
  const community = createCommunity({ kv, announcer, bus, clock, logger });
  const admission = createAdmissionPolicy({
    sanctions,
    invitations,
    readPerson,
    hashAddress,
    knownAddresses,
    clock,
    community,
  });
  // Nobody is in a conversation here.
  const chat = { memberships: () => Promise.resolve([]), leave: () => Promise.resolve("") };
  const requests = { forget: () => Promise.resolve() };
  const access = { requireUnmuted: () => Promise.resolve() };
  const erasure: Erasing = {
    plan: (user) => planJob({ kind: "erase", id: user, due: 0, payload: {} }),
    begin: (id) =>
      forgetOwn(stores, { chat, requests }, {
        user: { id, name: "", role: "member" },
        session: "",
      }),
  };
  const presence = {
    of: (user: string) => here.has(user) ? "online" as const : "offline" as const,
  };
  const connected = new Set<string>();
  const connectedUsers = { sessionsOf: () => Promise.resolve(connected) };
  const names = createNameRelease({
    users,
    sessions: stores.sessions,
    announcer,
    presence,
    clock,
    community: { name: () => "Baobab Coop", heldWords: () => new HeldWords([]) },
  });
  const identity = composeIdentity(
    { kv, clock, random, logger: recordingLogger(() => {}) },
    stores,
    { access, announcer, admission, community, names, connectedUsers, erasure },
    {
      passwords: {
        hasher,
        isCommonPassword: (password) => Promise.resolve(password === "password1"),
      },
    },
  );
  const { sessions } = stores;
  return {
    kv,
    clock,
    random,
    hasher,
    stores,
    users,
    sessions,
    announced,
    erasure,
    here,
    connected,
    identity,
    names,
  };
}
