import type { ConversationId, Person } from "./events.ts";
import type { PresenceCounts } from "./requests/people.ts";

/** The numbers of a room, wherever they are told. */
export interface RoomNumbers {
  members: number;
  /** Those of them who are connected and looking: who is away is not here. */
  here: number;
}

/** How many people those are, in whichever state. */
export function peopleIn({ online, away, offline }: PresenceCounts): number {
  return online + away + offline;
}

/** The numbers that counts in each state make. */
export function roomNumbers(counts: PresenceCounts): RoomNumbers {
  return { members: peopleIn(counts), here: counts.online };
}

/** A public room as it is shown to who is not in it. */
export interface RoomPreview extends RoomNumbers {
  id: ConversationId;
  name: string;
  title?: string;
  topic?: string;
  /** Some of those who are here. */
  people: Person[];
}
