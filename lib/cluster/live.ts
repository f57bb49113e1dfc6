import type { InstanceId } from "./bus.ts";

/**
 * The value of `["live"]`: who is live, and who sweeps what a departed instance left. An entry of
 * `sweeping` (departed → sweeper) goes when the sweep is done, so that no sweep dies with a sweeper.
 */
export interface Live {
  instances: InstanceId[];
  sweeping: Record<InstanceId, InstanceId>;
  /** Who departed last, however long ago: by no clock could a newcomer tell. */
  departed?: InstanceId;
}

/** Before the first instance joined. */
export const NOBODY: Live = { instances: [], sweeping: {} };

/** `live` with `instance` in it; what was to be swept of it is its own again. */
export function withJoined(live: Live, instance: InstanceId): Live {
  const instances = live.instances.filter((other) => other !== instance);
  const sweeping = without(live.sweeping, instance);
  return { ...live, instances: [...instances, instance], sweeping };
}

/** `live` without `gone`, whose leavings `sweeper` sweeps. */
export function withDeparted(live: Live, gone: InstanceId, sweeper: InstanceId): Live {
  return {
    instances: live.instances.filter((other) => other !== gone),
    sweeping: { ...live.sweeping, [gone]: sweeper },
    departed: gone,
  };
}

/** `live` after nothing of `gone` is left. */
export function withSwept(live: Live, gone: InstanceId): Live {
  return { ...live, sweeping: without(live.sweeping, gone) };
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}
