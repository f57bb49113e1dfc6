import type { InstanceId } from "./bus.ts";

/**
 * The value of `["live"]`: who is live, and who sweeps what a departed instance left. An entry of
 * `sweeping` (departed → sweeper) goes when the sweep is done, so that no sweep dies with a sweeper.
 */
export interface Live {
  instances: InstanceId[];
  sweeping: Record<InstanceId, InstanceId>;
}

/** Before the first instance joined. */
export const NOBODY: Live = { instances: [], sweeping: {} };

/** `live` with `instance` in it; what was to be swept of it is its own again. */
export function withJoined(live: Live, instance: InstanceId): Live {
  const instances = live.instances.filter((other) => other !== instance);
  return { instances: [...instances, instance], sweeping: without(live.sweeping, instance) };
}

/** `live` without `gone`, whose leavings `sweeper` sweeps. */
export function withDeparted(live: Live, gone: InstanceId, sweeper: InstanceId): Live {
  return {
    instances: live.instances.filter((other) => other !== gone),
    sweeping: { ...live.sweeping, [gone]: sweeper },
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
