import {
  createReadPositions,
  type ReadPositions,
} from "../../chat/conversations/read_positions.ts";
import { MemberIndexes } from "../../chat/presence/member_indexes.ts";
import { createReceiptsOf, type ReceiptsOf } from "../../chat/receipts/receipts_of.ts";
import { createTellRead } from "../../chat/receipts/tell_reads.ts";
import type { SettingsOf } from "../../chat/inbox/personal_settings.ts";
import type { Delivery } from "../delivery.ts";
import type { Runtime, Stores } from "../stores.ts";

/** How far people read, and who is shown it. */
export interface Reading {
  positions: ReadPositions;
  receiptsOf: ReceiptsOf;
  /** Who is here of the conversations whose members are looked at. */
  indexes: MemberIndexes;
}

/** Composes them. */
export function composeReading(
  { clock, logger }: Pick<Runtime, "clock" | "logger">,
  { conversations, marks }: Pick<Stores, "conversations" | "marks">,
  { bus, announcer, directory, feeds, presence }: Pick<
    Delivery,
    "bus" | "announcer" | "directory" | "feeds" | "presence"
  >,
  personalOf: SettingsOf,
): Reading {
  const indexes = new MemberIndexes({
    conversations,
    presence,
    directory,
    feeds,
    announcer,
    bus,
    clock,
  });
  const telling = { announcer, conversations, indexes, personalOf, clock, logger };
  const tellRead = createTellRead(telling);
  const positions = createReadPositions({ marks, feeds, announcer, tellRead, bus, clock, logger });
  return { positions, indexes, receiptsOf: createReceiptsOf({ marks, positions, personalOf }) };
}
