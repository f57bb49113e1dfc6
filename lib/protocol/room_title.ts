import { fold } from "./fold.ts";

/** What a room is called wherever people read of it: its title, or else its name. */
export function roomTitle(
  { title, name, id }: { title?: string; name?: string; id: string },
): string {
  return title ?? name ?? id;
}

/** Whether a room's title or name contains a query, in any case, without accents, and with a `#` before it or not. */
export function matchesRoom(
  { title = "", name = "" }: { title?: string | undefined; name?: string | undefined },
  query: string,
): boolean {
  const wanted = fold(query.trim().replace(/^#\s*/, "").replace(/\s+/g, " "));
  return fold(`${title} ${name}`).includes(wanted);
}
