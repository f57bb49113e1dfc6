import { channelCommands } from "./channels.ts";
import type { Command, Commands } from "./handler.ts";
import { historyCommands } from "./history.ts";
import { messageCommands } from "./messages.ts";
import { moderationCommands } from "./moderation.ts";
import { multilineCommands } from "./multiline.ts";
import { peopleCommands } from "./people.ts";
import { pollCommands } from "./polls.ts";
import { serverCommands } from "./server.ts";

/** What somebody who is in may say, one table an area. */
export const COMMANDS: Commands = {
  ...channelCommands,
  ...messageCommands,
  ...multilineCommands,
  ...peopleCommands,
  ...historyCommands,
  ...pollCommands,
  ...moderationCommands,
  ...serverCommands,
};

/** How a command is carried out; `undefined` for one that is not known. */
export function commandOf(name: string): Command | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}
