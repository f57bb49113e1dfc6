import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { personFields } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";

/** What keeps order before somebody has to. */
export function safetyOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/admin/vouchings",
      summary: "Say that somebody is no newcomer any more",
      body: v.object(personFields),
      run: ({ actor, body }) => administration.vouchFor(actor(), body),
    }),
  ];
}
