import type { ConnectedHere } from "../../cluster/bus.ts";
import type { Setup } from "../../store/setup.ts";
import { createCensus } from "./census.ts";
import { createEntry, type Entry } from "./entry.ts";
import { createModeration, type Moderation } from "./moderation.ts";
import { createOverview, type Overview } from "./overview.ts";
import type { AdministrationParts } from "./parts.ts";
import { createReporting, type Reporting } from "./reporting.ts";
import { createRoles, type Roles } from "./roles.ts";
import { createRoomCare, type RoomCare } from "./room_care.ts";
import { createSpeaking, type Speaking } from "./speaking.ts";
import type { Tally } from "./tally.ts";

/** What administrators and moderators can do, and what members tell them. */
export interface Administration
  extends Moderation, Roles, Entry, RoomCare, Reporting, Speaking, Overview {}

export interface AdministrationSurroundings extends AdministrationParts {
  setup: Setup;
  tally: Tally;
  /** Who is connected to this instance. */
  here: () => ConnectedHere[];
}

/** The administration of one instance. */
export function createAdministration(parts: AdministrationSurroundings): Administration {
  return {
    ...createModeration(parts),
    ...createRoles(parts),
    ...createEntry(parts),
    ...createRoomCare(parts),
    ...createReporting(parts),
    ...createSpeaking(parts),
    ...createOverview({ ...parts, census: createCensus(parts) }),
  };
}
