import { type Access, createAccess } from "../../chat/conversations/access.ts";
import type { Community } from "../../chat/identity/admission_settings.ts";
import { createAcceptance } from "../../chat/moderation/acceptance.ts";
import { createMutes } from "../../chat/moderation/mutes.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Delivery } from "../delivery.ts";
import type { Stores } from "../stores.ts";

/** Composes who may see and write where. */
export function composeAccess(
  { conversations, sanctions, users }: Pick<Stores, "conversations" | "sanctions" | "users">,
  { announcer, bus }: Pick<Delivery, "announcer" | "bus">,
  clock: Clock,
  { raid, askedRules }: Pick<Community, "raid" | "askedRules">,
): Access {
  const mutes = createMutes({ sanctions, announcer, bus, clock });
  const acceptance = createAcceptance({ users, asked: askedRules, clock });
  return createAccess({ conversations, mutes, acceptance, announcer, bus, clock, raid });
}
