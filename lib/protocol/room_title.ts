/** What a room is called wherever people read of it: its title, or else its name. */
export function roomTitle(
  { title, name, id }: { title?: string; name?: string; id: string },
): string {
  return title ?? name ?? id;
}
