// Who people of an export become, and what becomes of its rooms, as somebody decides it.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { FoundPerson, FoundRoom } from "../../protocol/administration.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { User } from "../../store/people/user.ts";
import type { Users } from "../../store/people/users.ts";
import { accountOf } from "../accounts.ts";
import { pageOfFound } from "./found.ts";

/** Small rows that are read or written at once. */
const AT_ONCE = 100;

/** Who somebody becomes, by id, or by the name that they have here. */
export type PersonChoice = Pick<FoundPerson, "key" | "as" | "user"> & { called?: string };
/** What becomes of a room. */
export type ForRoom = Pick<FoundRoom, "key" | "as">;

/** What somebody decides; `sameNames`: whoever is called the same is the same. */
export interface Choices {
  people?: readonly PersonChoice[];
  rooms?: readonly ForRoom[];
  sameNames?: boolean;
}

interface Parts {
  kv: Pick<Kv, "get" | "list" | "commit">;
  users: Pick<Users, "get" | "byName">;
}

/** Keeps what was decided of an upload that was read. Throws `unknown-user`, `import-nobody`, `invalid-field`. */
export async function keepChoices(
  parts: Parts,
  id: string,
  { people = [], rooms = [], sameNames = false }: Choices,
): Promise<void> {
  const chosen: Mutation[] = [];
  for (const choice of people) chosen.push(await personRow(parts, id, choice));
  for (const choice of rooms) chosen.push(await roomRow(parts, id, choice));
  for (let from = 0; from < chosen.length; from += AT_ONCE) {
    await parts.kv.commit([], chosen.slice(from, from + AT_ONCE));
  }
  if (sameNames) await takeSameNames(parts, id);
}

async function personRow(
  { kv, users }: Parts,
  id: string,
  { key: named, as, user, called }: PersonChoice,
): Promise<Mutation> {
  const key = keys.importFound(id, "person", named);
  const { value: before } = await kv.get<FoundPerson>(key);
  if (!before) throw new ChatError("invalid-field", { field: "people" });
  const account = as !== "member"
    ? undefined
    : called === undefined
    ? await accountOf(users, user ?? "")
    : await accountCalled(users, called, before);
  const { user: found, by, ...person } = before;
  const known = account?.id ?? found;
  const value: FoundPerson = {
    ...person,
    as,
    ...(known !== undefined && { user: known }),
    ...(by !== undefined && known === found && { by }),
  };
  return { type: "set", key, value };
}

/** Throws `import-nobody`, which names who of the export it is about. */
async function accountCalled(
  users: Parts["users"],
  name: string,
  { key, name: person }: FoundPerson,
): Promise<User> {
  const id = (await users.byName(name.replace(/^@/, "")))?.id ?? "";
  return await accountOf(users, id).catch((error) => {
    if (!(error instanceof ChatError)) throw error;
    throw new ChatError("import-nobody", { name, person, field: `as ${key}` });
  });
}

async function roomRow({ kv }: Parts, id: string, { key: named, as }: ForRoom): Promise<Mutation> {
  const key = keys.importFound(id, "room", named);
  const { value } = await kv.get<FoundRoom>(key);
  if (!value?.may.includes(as)) throw new ChatError("invalid-field", { field: "rooms" });
  return { type: "set", key, value: { ...value, as } satisfies FoundRoom };
}

async function takeSameNames({ kv }: Parts, id: string): Promise<void> {
  let after: string | undefined;
  do {
    const page = await pageOfFound<FoundPerson>(kv, id, "person", { after, limit: AT_ONCE });
    const same = page.found.filter(({ as, by }) => as === "name" && by === "name");
    const mutations = same.map((person): Mutation => ({
      type: "set",
      key: keys.importFound(id, "person", person.key),
      value: { ...person, as: "member" } satisfies FoundPerson,
    }));
    await kv.commit([], mutations);
    after = page.next;
  } while (after !== undefined);
}
