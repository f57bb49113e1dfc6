// Operations that keep order before somebody has to: who may, and with what.
import type { Row } from "./http_case.ts";

const moderators: Row["may"] = (who) => who === "administrator" || who === "moderator";
const never = () => false;

export const SAFETY_OPERATIONS: Record<string, Row> = {
  "GET /me/standing": { may: () => true },
  "GET /me/appeal": { may: (who) => who !== "stranger" },
  "POST /me/appeal": { json: () => ({ words: "why?" }), may: never },
  "GET /community/kept": { may: (who) => who !== "stranger" },
  "GET /conversations/{conversation}/kept": {
    path: ({ conversation }) => `/conversations/${conversation}/kept`,
    may: (who, isMember) => who !== "stranger" && isMember,
  },
  "GET /me/reports": { may: (who) => who !== "stranger" },
  "POST /me/reports/seen": { may: (who) => who !== "stranger" },
  "GET /me/rules": { may: (who) => who !== "stranger" },
  "POST /me/rules": { json: () => ({ version: 1 }), may: (who) => who !== "stranger" },
  "DELETE /me/welcome": { may: (who) => who !== "stranger" },
  "GET /admin/appeals": { may: moderators },
  "POST /admin/appeals/{appeal}/answer": {
    path: () => "/admin/appeals/none/answer",
    json: () => ({ lift: false }),
    may: never,
  },
  "GET /admin/raid": { may: moderators },
  "POST /admin/raid": { json: () => ({ duration: "1s" }), may: moderators, overAfterMs: 1_000 },
  "DELETE /admin/raid": { may: moderators },
  "GET /admin/waiting-messages": { may: moderators },
  "POST /admin/waiting-messages/{message}/approved": {
    path: () => "/admin/waiting-messages/none/approved",
    may: never,
  },
  "POST /admin/waiting-messages/{message}/refused": {
    path: () => "/admin/waiting-messages/none/refused",
    json: () => ({}),
    may: never,
  },
  "DELETE /me/waiting-messages/{message}": {
    path: () => "/me/waiting-messages/none",
    may: never,
  },
  "GET /admin/held-words": { may: moderators },
  "PUT /admin/held-words": {
    json: () => ({ words: ["casino"] }),
    may: (who) => who === "administrator",
  },
  "POST /admin/vouchings": {
    json: async (c) => ({ user: await c.victim() }),
    may: moderators,
  },
};
