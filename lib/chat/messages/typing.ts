import type { Announcer, Chat } from "../chat.ts";
import type { SettingsOf } from "../inbox/personal_settings.ts";
import type { Access } from "../conversations/access.ts";

/** Telling those who follow a conversation that somebody is typing in it, who lets it be seen. */
export function createTyping(
  { access, announcer, personalOf }: {
    access: Access;
    announcer: Announcer;
    personalOf: SettingsOf;
  },
): Pick<Chat, "typing"> {
  return {
    async typing(actor, conversation, thread) {
      const [personal] = await Promise.all([
        personalOf([actor.user.id]),
        access.write(actor, conversation),
      ]);
      if (!personal.get(actor.user.id)?.typing) return false;
      announcer.announce([{
        topic: `conversation:${conversation}`,
        message: {
          type: "typing",
          conversation,
          user: actor.user.id,
          name: actor.user.name,
          ...(thread !== undefined && { thread }),
        },
      }]);
      return true;
    },
  };
}
