import type { Person } from "../../protocol/events.ts";
import { may } from "../../protocol/permissions.ts";
import type { ADMIN } from "./paths.ts";

/** The pages of the administration, in their order. */
const SECTIONS = [
  "overview",
  "community",
  "admission",
  "providers",
  "safety",
  "people",
  "rooms",
  "reports",
  "sanctions",
  "invitations",
  "integrations",
  "moving",
  "journal",
] as const satisfies readonly (keyof typeof ADMIN)[];
export type AdministrationSection = (typeof SECTIONS)[number];

/** Those of who decides about the community itself. */
const DECIDED: ReadonlySet<AdministrationSection> = new Set<AdministrationSection>(
  ["community", "admission", "providers", "safety"],
);

/** The pages that somebody may open; who adds bots has one for that. */
export function sectionsFor({ role }: Person, addsBots: boolean): AdministrationSection[] {
  const moderates = may(role, "kick, mute and ban");
  const decides = may(role, "change who may come in");
  return SECTIONS.filter((one) => {
    if (DECIDED.has(one)) return decides;
    if (one === "integrations") return addsBots;
    if (one === "moving") return may(role, "bring a community in");
    return moderates;
  });
}
