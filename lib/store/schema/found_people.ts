import { keys } from "../../kv/keys.ts";
import { foundRows } from "../people/found_people.ts";
import type { User } from "../people/user.ts";
import type { TableStep } from "./table_step.ts";

/** People whose rows one commit writes: each has one for each word of the name. */
const PEOPLE_AT_ONCE = 100;

/** The rows by which people are found, and kept apart, without the accents of their names. */
export const fillFoundPeople: TableStep = {
  prefix: keys.users(),
  pageSize: (maxChecks) => Math.min(PEOPLE_AT_ONCE, maxChecks),
  fill(_kv, rows) {
    const checks = rows.map(({ key, versionstamp }) => ({ key, versionstamp }));
    const mutations = rows.flatMap(({ value }) => foundRows(value as User));
    return Promise.resolve({ checks, mutations });
  },
};
