import { useEffect, useState } from "preact/hooks";
import type { BotCommand } from "../../../lib/protocol/requests/commands.ts";
import { commandsOf } from "../../../lib/text/commands.ts";
import { Shortcuts } from "../../../lib/ui/room/shortcuts.tsx";
import { messageKeys } from "../acts/message_key_list.ts";
import { loadBotCommands } from "../composer/bot_commands.ts";
import { useWindow } from "../window/window_context.ts";

/** The keys, and the commands: the house's own, and those of the bots that are here. */
export function Help({ onClose }: { onClose(): void }) {
  const window = useWindow();
  const { conversation, model } = window;
  const [ofBots, setOfBots] = useState<readonly BotCommand[]>([]);
  const id = conversation?.id;
  useEffect(() => {
    if (id === undefined) return;
    let waiting = true;
    void loadBotCommands(id).then((commands) => waiting && setOfBots(commands));
    return () => {
      waiting = false;
    };
  }, [id]);
  return (
    <Shortcuts
      messageKeys={messageKeys(window)}
      commands={commandsOf(model.me.value?.role ?? "guest", conversation)}
      botCommands={ofBots}
      onClose={onClose}
    />
  );
}
