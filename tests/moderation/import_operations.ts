// Bringing a community in: of one that nobody announced, nobody is told anything.
import type { Row } from "./http_case.ts";

const administrators: Row["may"] = (who) => who === "administrator";
const never: Row["may"] = () => false;

export const IMPORT_OPERATIONS: Record<string, Row> = {
  "GET /admin/imports": { may: administrators },
  "POST /admin/imports": { json: () => ({ file: "coop.zip", size: 9 }), may: administrators },
  "GET /admin/imports/{import}": { path: () => "/admin/imports/unknown", may: never },
  "PUT /admin/imports/{import}/parts/{part}": {
    path: () => "/admin/imports/unknown/parts/0",
    may: never,
  },
  "GET /admin/imports/{import}/people": {
    path: () => "/admin/imports/unknown/people",
    may: administrators,
  },
  "GET /admin/imports/{import}/rooms": {
    path: () => "/admin/imports/unknown/rooms",
    may: administrators,
  },
  "GET /admin/imports/{import}/losses": {
    path: () => "/admin/imports/unknown/losses",
    may: administrators,
  },
  "PATCH /admin/imports/{import}": {
    path: () => "/admin/imports/unknown",
    json: () => ({}),
    may: never,
  },
  "POST /admin/imports/{import}/start": {
    path: () => "/admin/imports/unknown/start",
    may: never,
  },
  "POST /admin/imports/{import}/undo": { path: () => "/admin/imports/unknown/undo", may: never },
  "GET /admin/placeholders": { may: administrators },
  "GET /admin/placeholders/{placeholder}": {
    path: () => "/admin/placeholders/unknown",
    may: never,
  },
  "PUT /admin/placeholders/{placeholder}/merge": {
    path: () => "/admin/placeholders/unknown/merge",
    json: () => ({ user: "unknown" }),
    may: never,
  },
  "POST /admin/placeholders/{placeholder}/merge/start": {
    path: () => "/admin/placeholders/unknown/merge/start",
    json: () => ({ user: "unknown", at: 0 }),
    may: never,
  },
  "DELETE /admin/placeholders/{placeholder}/merge": {
    path: () => "/admin/placeholders/unknown/merge",
    may: never,
  },
  "DELETE /admin/imports/{import}": { path: () => "/admin/imports/unknown", may: never },
};
