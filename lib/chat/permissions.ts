// The table is part of what both sides know: pages show to each what they may do.
export { type Action, may, outranks, PERMISSIONS } from "../protocol/permissions.ts";
