import type { Logger } from "../runtime/logger.ts";
import type { Clock, Random } from "../runtime/clock.ts";

/** What every part of the client takes from outside. */
export interface ClientRuntime {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}
