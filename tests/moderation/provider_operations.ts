// Operations on providers of OpenID Connect: who may, and with what. None of them calls anybody.
import type { Row } from "./http_case.ts";

const administrators: Row["may"] = (who) => who === "administrator";
const never: Row["may"] = () => false;
const password = "correct horse";
const NOWHERE = "/admin/providers/none";

export const PROVIDER_OPERATIONS: Record<string, Row> = {
  "GET /admin/providers": { may: administrators },
  "POST /admin/providers": {
    json: ({ n }) => ({
      id: `coop-${n}`,
      name: "Coop",
      issuer: "https://id.coop.example",
      client: `palabre-${n}`,
      password,
    }),
    may: administrators,
  },
  "PUT /admin/providers": { json: () => ({ order: ["coop"] }), may: administrators },
  "POST /admin/providers/answers": { json: () => ({ id: "none" }), may: never },
  "PATCH /admin/providers/{provider}": {
    path: () => NOWHERE,
    json: () => ({ name: "Coop", password }),
    may: never,
  },
  "DELETE /admin/providers/{provider}": {
    path: () => NOWHERE,
    json: () => ({ password }),
    may: never,
  },
  "GET /admin/providers/{provider}/use": { path: () => `${NOWHERE}/use`, may: never },
};
