import type { Bus, BusMessage, Published, Topic } from "../cluster/bus.ts";
import type { Report } from "../world/report.ts";
import type { Announcer } from "./chat.ts";

/** An announcer over the bus. Listeners here hear before other instances are told. */
export function createAnnouncer({ bus, report }: { bus: Bus; report: Report }): Announcer {
  const listeners: Array<(topic: Topic, message: BusMessage) => void> = [];

  function tell(topic: Topic, message: BusMessage) {
    for (const hear of listeners) {
      try {
        hear(topic, message);
      } catch (error) {
        report("A listener failed on an announcement", error, { topic, type: message.type });
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
      bus.publish(messages).catch((error) => report("An announcement was not published", error));
    },
    onAnnouncement: (hear) => void listeners.push(hear),
  };
}
