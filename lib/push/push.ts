// Notifying somebody's devices while they look at none: which they have, and trying one (C3).
import { createECDH } from "node:crypto";
import type { Actor, Announcer } from "../chat/chat.ts";
import { ChatError } from "../protocol/errors.ts";
import { digest } from "../runtime/digest.ts";
import type { PushDevice, PushDevices, PushKeys } from "../store/people/push_devices.ts";
import type { IsPushEndpoint } from "./hosts.ts";
import { trialPayload } from "./payload.ts";
import type { PushAnswer, SendPush } from "./send.ts";
import type { VapidKeys } from "./vapid.ts";

/** Devices of one person. */
export const MAX_PUSH_DEVICES = 10;
/** The id of a device, of the hash of its endpoint. */
const ID_LENGTH = 22;
const TRIAL_SECONDS = 60;
const MAX_ENDPOINT_LENGTH = 1_000;

/** A device, as its owner is told of it: without what opens it. */
export interface OwnDevice
  extends Pick<PushDevice, "id" | "name" | "addedAt" | "sentAt" | "goneAt"> {
  /** It was added from this session. */
  current: boolean;
}

/** A browser that wants to be pushed to. */
export interface Subscription {
  endpoint: string;
  keys: PushKeys;
}

/** The use cases of push. Each rejects with `Unavailable` where the store does not answer. */
export interface Push {
  /** What browsers subscribe with: the public key, base64url. */
  key(): Promise<string>;
  devices(actor: Actor): Promise<OwnDevice[]>;
  /**
   * Adds the actor's browser, or renews it. Throws `push-service` for an endpoint of no known push
   * service, `push-keys` for keys that nothing can be encrypted with, and `too-many-devices`.
   */
  add(
    actor: Actor,
    subscription: Subscription,
    from: { name: string; origin: string; locale: string },
  ): Promise<OwnDevice>;
  /** Removes one; harmless where there is none. */
  remove(actor: Actor, id: string): Promise<void>;
  /** Sends something to one, now, and gives what its push service answered. Throws `unknown-device`. */
  try(actor: Actor, id: string): Promise<PushAnswer>;
}

/** What it is made over. */
export interface PushParts {
  keys(): Promise<VapidKeys>;
  devices: PushDevices;
  isPushEndpoint: IsPushEndpoint;
  send: SendPush;
  announcer: Pick<Announcer, "announce">;
  /** What the community is called. */
  community(): string;
  now(): number;
}

export function createPush(parts: PushParts): Push {
  const { keys, devices, isPushEndpoint, send, announcer, now } = parts;

  /** Whoever pushes knows at once who has a device. */
  function changed(id: string): void {
    announcer.announce([{
      topic: "everyone",
      message: { type: "changed", what: "push-devices", id },
    }]);
  }

  return {
    key: async () => (await keys()).publicKey,

    async devices(actor) {
      return (await devices.of(actor.user.id)).map((device) => told(actor, device));
    },

    async add(actor, { endpoint, keys: own }, { name, origin, locale }) {
      if (endpoint.length > MAX_ENDPOINT_LENGTH || !isPushEndpoint(endpoint)) {
        throw new ChatError("push-service");
      }
      if (!isUsable(own)) throw new ChatError("push-keys");
      const device: PushDevice = {
        id: digest(endpoint).slice(0, ID_LENGTH),
        endpoint,
        keys: own,
        name,
        origin,
        locale,
        session: actor.session,
        addedAt: now(),
      };
      const { id: user } = actor.user;
      if (await devices.add(user, device, MAX_PUSH_DEVICES) === "full") {
        throw new ChatError("too-many-devices", { limit: MAX_PUSH_DEVICES });
      }
      changed(user);
      return told(actor, device);
    },

    async remove({ user: { id: user } }, id) {
      const own = (await devices.of(user)).filter((device) => device.id === id);
      await devices.remove(user, own.map((device) => device.id));
      changed(user);
    },

    async try({ user: { id: user } }, id) {
      const device = (await devices.of(user)).find((one) => one.id === id);
      if (!device) throw new ChatError("unknown-device");
      const payload = trialPayload(device, parts.community());
      const answer = await send(device, { payload, ttlSeconds: TRIAL_SECONDS, urgency: "high" });
      if (answer.is === "taken") await devices.note(user, device, { sentAt: now() });
      if (answer.is === "gone") await devices.note(user, device, { goneAt: now() });
      return answer;
    },
  };
}

function told({ session }: Actor, device: PushDevice): OwnDevice {
  const { id, name, addedAt, sentAt, goneAt } = device;
  return {
    id,
    name,
    addedAt,
    current: device.session === session,
    ...(sentAt !== undefined && { sentAt }),
    ...(goneAt !== undefined && { goneAt }),
  };
}

const AUTH_BYTES = 16;

/** Whether something can be encrypted for these: a point of P-256, and 16 bytes. */
function isUsable({ p256dh, auth }: PushKeys): boolean {
  try {
    const own = createECDH("prime256v1");
    own.generateKeys();
    own.computeSecret(p256dh, "base64url");
    return Uint8Array.fromBase64(auth, { alphabet: "base64url" }).length === AUTH_BYTES;
  } catch {
    return false; // no base64url, or no point of the curve
  }
}
