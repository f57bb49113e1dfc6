import { KeywordIndex } from "../../chat/inbox/keyword_index.ts";
import type { SettingsOf } from "../../chat/inbox/personal_settings.ts";
import { createForgetCalled, type ForgetCalled } from "../../chat/messages/called_rows.ts";
import { callUnblocked, createFindCalled, type FindCalled } from "../../chat/messages/calls.ts";
import type { FindMentions } from "../../chat/messages/mentions.ts";
import type { MemberIndexes } from "../../chat/presence/member_indexes.ts";
import type { Delivery } from "../delivery.ts";
import type { Runtime, Stores } from "../stores.ts";

/** Composes what finds whom a message calls, and forgets it with the message. */
export function composeCalls(
  { clock, logger }: Omit<Runtime, "kv">,
  { conversations, mentions, personalSettings: store }: Pick<
    Stores,
    "conversations" | "mentions" | "personalSettings"
  >,
  { announcer, bus }: Pick<Delivery, "announcer" | "bus">,
  { findMentions, indexes, personalOf }: {
    findMentions: FindMentions;
    indexes: MemberIndexes;
    personalOf: SettingsOf;
  },
): { keywords: KeywordIndex; findCalled: FindCalled; forgetCalled: ForgetCalled } {
  const keywords = new KeywordIndex({ store, announcer, bus, clock, logger });
  const find = createFindCalled({
    findMentions,
    conversations,
    indexes,
    keywords,
    announcer,
    bus,
    clock,
  });
  return {
    keywords,
    findCalled: callUnblocked(find, personalOf),
    forgetCalled: createForgetCalled({ mentions, indexes }),
  };
}
