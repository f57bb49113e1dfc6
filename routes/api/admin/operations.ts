import type { FoundingParts } from "../../../lib/chat/administration/founding.ts";
import type { Administration } from "../../../lib/chat/administration/create_administration.ts";
import type { Operation } from "../../../lib/http/operation.ts";
import { careOperations } from "./care.ts";
import { entryOperations } from "./entry.ts";
import { moderationOperations } from "./moderation.ts";
import { setupOperations } from "./setup.ts";
import { watchOperations } from "./watch.ts";

export interface AdminParts extends FoundingParts {
  administration: Administration;
}

/** Moderation and administration. */
export function adminOperations(parts: AdminParts): Operation[] {
  return [
    ...setupOperations(parts),
    ...moderationOperations(parts),
    ...entryOperations(parts),
    ...watchOperations(parts),
    ...careOperations(parts),
  ];
}
