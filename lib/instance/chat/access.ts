import { type Access, createAccess } from "../../chat/conversations/access.ts";
import type { Community } from "../../chat/identity/admission_settings.ts";
import { createMutes } from "../../chat/moderation/mutes.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Delivery } from "../delivery.ts";
import type { Stores } from "../stores.ts";

/** Composes who may see and write where. */
export function composeAccess(
  { conversations, sanctions }: Pick<Stores, "conversations" | "sanctions">,
  { announcer, bus }: Pick<Delivery, "announcer" | "bus">,
  clock: Clock,
  { raid }: Pick<Community, "raid">,
): Access {
  const mutes = createMutes({ sanctions, announcer, bus, clock });
  return createAccess({ conversations, mutes, announcer, bus, clock, raid });
}
