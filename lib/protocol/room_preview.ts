import type { ConversationId, Person } from "./events.ts";
import type { PresenceCounts } from "./requests/people.ts";

/** The numbers of a room, wherever they are told. */
export interface RoomNumbers {
  /** Those with an account, here or not. */
  members: number;
  /** Guests who are here; the others count nowhere (P8). */
  guests: number;
  /** Those of both who are connected and looking: who is away is not here. */
  here: number;
}

/** How many people those are, members and guests, in whichever state. */
export function peopleIn({ online, away, offline }: PresenceCounts): number {
  return online + away + offline;
}

/** The numbers that counts in each state make. */
export function roomNumbers(counts: PresenceCounts): RoomNumbers {
  const { guests = 0, online } = counts;
  return { members: peopleIn(counts) - guests, guests, here: online };
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
