/**
 * Splits a command's arguments into the name that they start with and the rest: the longest of `names`
 * (a name may contain spaces, and quotes), a quoted name, or else the first word. An `@` before it is
 * none of it.
 */
export function leadingName(
  written: string,
  names: readonly string[],
): { name: string; rest: string } {
  const text = written.trimStart().replace(/^@/, "");
  const folded = `${text.toLowerCase()} `;
  const known = names.filter((name) => folded.startsWith(`${name.toLowerCase()} `))
    .sort((a, b) => b.length - a.length)[0];
  const quoted = known === undefined ? /^"([^"]+)"\s*([\s\S]*)$/.exec(text) : undefined;
  if (quoted) return { name: quoted[1] ?? "", rest: quoted[2] ?? "" };
  const name = known ?? text.split(/\s/, 1)[0] ?? "";
  return { name, rest: text.slice(name.length).trimStart() };
}

/** A name as `leadingName` reads it, whoever else is known. */
export function writeLeadingName(name: string): string {
  return /\s/.test(name) && !name.includes('"') ? `@"${name}"` : `@${name}`;
}
