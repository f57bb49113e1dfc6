import type { FirstAdministratorParts } from "../../../lib/chat/community/first_administrator.ts";
import type { Administration } from "../../../lib/chat/administration.ts";
import type { Operation } from "../../../lib/http/operation.ts";
import type { Imports } from "../../../lib/moving/imports.ts";
import { importOperations } from "./imports.ts";
import { providerOperations } from "./providers.ts";
import { roomOperations } from "./rooms.ts";
import { appealOperations } from "./appeals.ts";
import { emojiOperations, type EmojiParts } from "./emoji.ts";
import { admissionOperations } from "./invitations.ts";
import { safetyOperations } from "./safety.ts";
import { moderationOperations } from "./moderation.ts";
import { setupOperations } from "./setup.ts";
import { overviewOperations } from "./overview.ts";

export interface AdminParts extends FirstAdministratorParts, EmojiParts {
  administration: Administration;
  imports: Imports;
}

/** Moderation and administration. */
export function adminOperations(parts: AdminParts): Operation[] {
  return [
    ...setupOperations(parts),
    ...moderationOperations(parts),
    ...admissionOperations(parts),
    ...providerOperations(parts),
    ...safetyOperations(parts),
    ...emojiOperations(parts),
    ...appealOperations(parts),
    ...overviewOperations(parts),
    ...roomOperations(parts),
    ...importOperations(parts),
  ];
}
