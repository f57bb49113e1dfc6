import * as v from "valibot";
import type { Presence } from "../chat/chat.ts";
import type { JobKind } from "../jobs/job.ts";
import type { UserId } from "../protocol/events.ts";
import type { PushDevice, PushDevices } from "../store/people/push_devices.ts";
import type { PushedRows } from "../store/messages/pushed_rows.ts";
import type { Sessions } from "../store/people/sessions.ts";
import type { FindPushed } from "./find_pushed.ts";
import { payloadOf, type PushedMessage } from "./payload.ts";
import { type PushAnswer, pushesOf, type SendPush, takesSilent, TTL_SECONDS } from "./send.ts";

export const PUSH_KIND = "push";

/** Tries of one message to a device whose push service is busy. */
const MAX_TRIES = 6;
const PAUSE_MS = { first: 15_000, most: 60 * 60_000 };
/** Who is here may read it yet; who does nothing for five minutes is away (P1). */
const WAIT_MS = 60_000;
const MAX_WAITS = 6;

const Payload = v.object({
  user: v.string(),
  conversation: v.string(),
  /** What came after this seq. */
  after: v.number(),
  /** Those that are tried again, by id; all where it is the first try. */
  devices: v.optional(v.array(v.string())),
  /** How often that was. */
  tries: v.optional(v.number()),
  /** How often they were here, and had not read it. */
  waits: v.optional(v.number()),
});
export type PushPayload = v.InferOutput<typeof Payload>;

/** What it is sent with. */
export interface PushJobParts {
  devices: PushDevices;
  sessions: Pick<Sessions, "list">;
  find: FindPushed;
  pushed: Pick<PushedRows, "note">;
  presence: Pick<Presence, "of">;
  send: SendPush;
  now(): number;
}

/**
 * Pushes to somebody's devices what came in a conversation while they looked at none of them. It is
 * decided when it runs: what was read, deleted or has vanished by then is not sent.
 */
export function createPushJob(parts: PushJobParts): JobKind<PushPayload> {
  return {
    kind: PUSH_KIND,
    payload: Payload,
    async run(payload) {
      const devices = await devicesOf(parts, payload);
      if (devices.length === 0) return;
      const { user } = payload;
      const found = await parts.find(payload);
      if (!found) return;
      if (parts.presence.of(user) === "online") {
        const waits = (payload.waits ?? 0) + 1;
        if (waits > MAX_WAITS) return;
        return { due: parts.now() + WAIT_MS, payload: { ...payload, waits } };
      }
      const answers = await Promise.all(devices.map(async (device) => {
        const answer = await sendTo(parts, device, found);
        await note(parts, user, device, answer);
        return { device, answer };
      }));
      await noteShown(parts, payload, found.event.seq, answers);
      return again(answers, payload, parts.now());
    },
  };
}

/** Those to send to; those whose session has ended are forgotten. */
async function devicesOf(
  { devices, sessions }: PushJobParts,
  { user, devices: asked }: PushPayload,
): Promise<PushDevice[]> {
  const [all, open] = await Promise.all([devices.of(user), sessions.list(user)]);
  const ids = new Set(open.map(({ id }) => id));
  await devices.remove(user, all.filter(({ session }) => !ids.has(session)).map(({ id }) => id));
  return all.filter(({ id, session, goneAt }) =>
    ids.has(session) && goneAt === undefined && (asked?.includes(id) ?? true)
  );
}

/** Sends it; without the words where they are too large for the push service. */
async function sendTo(
  { send }: Pick<PushJobParts, "send">,
  device: PushDevice,
  found: PushedMessage,
): Promise<PushAnswer> {
  const how = pushesOf(found.conversation.id, "high");
  const answer = await send(device, { payload: payloadOf(found, device), ...how });
  if (answer.is !== "too-large") return answer;
  return await send(device, { payload: payloadOf({ ...found, preview: false }, device), ...how });
}

/** Notes how it went; what cannot be noted is noted with the next one. */
async function note(
  { devices, now }: Pick<PushJobParts, "devices" | "now">,
  user: UserId,
  device: PushDevice,
  answer: PushAnswer,
): Promise<void> {
  if (answer.is === "taken") await devices.note(user, device, { sentAt: now() }).catch(() => {});
  if (answer.is === "gone") await devices.note(user, device, { goneAt: now() }).catch(() => {});
}

/** Notes what devices show now, for when it is read elsewhere; where that fails, it stays there. */
async function noteShown(
  { pushed }: Pick<PushJobParts, "pushed">,
  { user, conversation }: PushPayload,
  seq: number,
  answers: ReadonlyArray<{ device: PushDevice; answer: PushAnswer }>,
): Promise<void> {
  const devices = answers.flatMap(({ device, answer }) =>
    answer.is === "taken" && takesSilent(device) ? [device.id] : []
  );
  if (devices.length === 0) return;
  await pushed.note(conversation, user, { seq, devices }).catch(() => {});
}

/** Tries those again whose push service was busy, at the time that it said, or later and later. */
function again(
  answers: ReadonlyArray<{ device: PushDevice; answer: PushAnswer }>,
  payload: PushPayload,
  now: number,
) {
  const later = answers.flatMap(({ device, answer }) =>
    answer.is === "later" ? [{ id: device.id, retryAfterMs: answer.retryAfterMs ?? 0 }] : []
  );
  const tries = (payload.tries ?? 0) + 1;
  if (later.length === 0 || tries >= MAX_TRIES) return undefined;
  const pause = Math.min(PAUSE_MS.first * 2 ** (tries - 1), PAUSE_MS.most);
  const wait = Math.max(pause, ...later.map(({ retryAfterMs }) => retryAfterMs));
  if (wait > TTL_SECONDS * 1_000) return undefined;
  return { due: now + wait, payload: { ...payload, devices: later.map(({ id }) => id), tries } };
}
