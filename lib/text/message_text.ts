/** Signs that draw something: no space, control, format or filler character, no blank pattern. */
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;

/** Whether a text draws nothing, whatever characters it has. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** The text with `\n` as its only line break: forms, Windows and old Macs send others. */
export function normalizeNewlines(text: string): string {
  return text.replace(/\r\n?|\u0085|\u2028|\u2029/g, "\n");
}

/**
 * The text without blank lines and spaces around it. A first line that others follow keeps its
 * indentation: it is code, or a list.
 */
export function trimMessage(text: string): string {
  const lines = text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
  return lines.includes("\n") ? lines : lines.trimStart();
}

/** Whether what is written begins as a command, or is the word by which one left older chats. */
export function mayBeCommand(written: string): boolean {
  return /^\s*(\/|quit(ter)?\s*$)/i.test(written);
}
