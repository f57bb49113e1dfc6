import type { Person } from "../../../lib/protocol/events.ts";
import { nameKey } from "../../../lib/protocol/names.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Who is called so, however it was typed, of `found` or of those whom the server finds by it. */
export async function personCalled(
  model: Pick<ChatWindow["model"], "people">,
  name: string,
  found?: readonly Person[],
): Promise<Person | undefined> {
  const key = nameKey(name);
  return (found ?? await model.people(name)).find((one) => nameKey(one.name) === key);
}
