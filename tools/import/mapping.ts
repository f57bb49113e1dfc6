import { Losses } from "../../lib/moving/import/losses.ts";
import type { ImportSource } from "../../lib/moving/import/source.ts";
import type { Users } from "../../lib/store/people/users.ts";
import { fail } from "../terminal.ts";

/**
 * Who of an export has which account here: by a file of JSON, `{"key in the export": "name here"}`, and
 * by equal names if asked.
 */
export async function readMapping(
  path: string | undefined,
  sameNames: boolean,
  source: ImportSource,
  users: Pick<Users, "byName">,
): Promise<Map<string, string>> {
  const mapping = new Map<string, string>();
  async function map(key: string, name: string): Promise<boolean> {
    const user = await users.byName(name);
    if (user && user.goneAt === undefined) mapping.set(key, user.id);
    return user !== undefined;
  }
  if (sameNames) {
    for await (const item of source.items(new Losses())) {
      if (item.is === "room" || item.is === "message") break; // people come first
      if (item.is === "person") await map(item.person.key, item.person.name);
    }
  }
  if (path === undefined) return mapping;
  const wanted: unknown = JSON.parse(await Deno.readTextFile(path));
  for (const [key, name] of Object.entries(wanted as Record<string, unknown>)) {
    if (typeof name !== "string" || !await map(key, name)) {
      fail(`${path}: nobody here is called ${JSON.stringify(name)}.`);
    }
  }
  return mapping;
}
