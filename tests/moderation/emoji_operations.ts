// The emoji of the community: who may, and with what. Pictures come in tests/http/custom_emoji_test.ts.
import type { Row } from "./http_case.ts";

const never = () => false;

export const EMOJI_OPERATIONS: Record<string, Row> = {
  "GET /emoji": { may: (who) => who !== "stranger" },
  "PUT /admin/emoji/{name}": {
    path: () => "/admin/emoji/harvest",
    json: () => ({ file: crypto.randomUUID() }),
    may: never,
  },
  "PATCH /admin/emoji/{name}": {
    path: () => "/admin/emoji/harvest",
    json: () => ({ name: "crop" }),
    may: never,
  },
  "DELETE /admin/emoji/{name}": { path: () => "/admin/emoji/harvest", may: never },
};
