import { assertEquals } from "@std/assert";
import { loggedPath } from "../../lib/http/problems.ts";
import { answerAddress, ANSWERS_PATH, hookAddress } from "../../lib/protocol/hooks.ts";
import { MAIL_LINKS, PATHS } from "../../lib/ui/paths.ts";

Deno.test("log - a path that failed is written without what opens something", () => {
  const shown: Record<string, string> = {
    [hookAddress("", "b1", "secret")]: "/hooks/b1/…",
    [`${hookAddress("", "b1", "secret")}/messages/7`]: "/hooks/b1/…/messages/7",
    [answerAddress("", "a1", "secret")]: `${ANSWERS_PATH}/a1/…`,
    [`${MAIL_LINKS.confirm}/code`]: `${MAIL_LINKS.confirm}/…`,
    [`${MAIL_LINKS.stop}/code`]: `${MAIL_LINKS.stop}/…`,
    [`${PATHS.join}/code`]: `${PATHS.join}/…`,
    "/api/v1/admin/invitations/code": "/api/v1/admin/invitations/…",
    "/rooms/general/7": "/rooms/general/7",
  };
  for (const [path, logged] of Object.entries(shown)) assertEquals(loggedPath(path), logged);
});
