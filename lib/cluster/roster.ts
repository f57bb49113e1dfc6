import type { InstanceId } from "./bus.ts";

/**
 * The live instances, and who sweeps the rows of departed ones: the value of `["live"]`. An entry of
 * `sweeping` (departed → sweeper) is removed when the sweep is done, so it outlives its sweeper.
 */
export interface Roster {
  instances: InstanceId[];
  sweeping: Record<InstanceId, InstanceId>;
  /** The instance that departed last, however long ago. */
  departed?: InstanceId;
}

/** Before the first instance joined. */
export const EMPTY_ROSTER: Roster = { instances: [], sweeping: {} };

/** The roster with `instance` in it, and no sweep of its rows. */
export function withJoined(roster: Roster, instance: InstanceId): Roster {
  const instances = roster.instances.filter((other) => other !== instance);
  const sweeping = without(roster.sweeping, instance);
  return { ...roster, instances: [...instances, instance], sweeping };
}

/** The roster without `gone`, whose rows `sweeper` sweeps. */
export function withDeparted(roster: Roster, gone: InstanceId, sweeper: InstanceId): Roster {
  return {
    instances: roster.instances.filter((other) => other !== gone),
    sweeping: { ...roster.sweeping, [gone]: sweeper },
    departed: gone,
  };
}

/** The roster once the rows of `gone` are swept. */
export function withSwept(roster: Roster, gone: InstanceId): Roster {
  return { ...roster, sweeping: without(roster.sweeping, gone) };
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}
