/** What a message starts with that says what its author does (E3). */
export const ACTION = "/me ";

/** What the author of such a message does; `undefined` for any other message. */
export function readAction(text: string): string | undefined {
  const action = text.startsWith(ACTION) ? text.slice(ACTION.length).trim() : "";
  return action || undefined;
}
