import type { Bus, BusMessage, Published, Topic } from "../../cluster/bus.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Announcer } from "../chat.ts";

/** An announcer over the bus. Listeners here hear before other instances are told. */
export function createAnnouncer({ bus, logger }: { bus: Bus; logger: Logger }): Announcer {
  const listeners: Array<(topic: Topic, message: BusMessage) => void> = [];

  function tell(topic: Topic, message: BusMessage) {
    for (const hear of listeners) {
      try {
        hear(topic, message);
      } catch (error) {
        logger.error("A listener failed on an announcement", error, { topic, type: message.type });
      }
    }
  }

  bus.onMessage((topic, message) => {
    if (message.type !== "events") tell(topic, message);
  });

  return {
    announce(messages: readonly Published[]) {
      for (const { topic, message } of messages) tell(topic, message);
      if (messages.length === 0) return;
      bus.publish(messages).catch((error) =>
        logger.error("An announcement was not published", error)
      );
    },
    onAnnouncement: (hear) => void listeners.push(hear),
  };
}
