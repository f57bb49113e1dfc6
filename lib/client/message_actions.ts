import type { ConversationId, ConversationSummary, Person } from "../protocol/events.ts";
import type { Client } from "./client.ts";
import type { GroupModel, Together } from "./group_model.ts";
import type { MessageModel } from "./message_model.ts";

/** What is done with messages, and whom one writes to, as requests: what they change comes back as events. */
export abstract class MessageActions implements MessageModel, GroupModel {
  /** Asks once there is a connection. */
  protected abstract readonly ask: Client["request"];
  /** The user is in a conversation now. */
  protected abstract joined(conversation: ConversationSummary): void;

  async edit(conversation: ConversationId, target: number, text: string, version?: number) {
    await this.ask("edit", { conversation, target, text, version });
  }
  versions(conversation: ConversationId, target: number, before?: number) {
    return this.ask("versions", { conversation, target, before });
  }
  async remove(conversation: ConversationId, target: number): Promise<void> {
    await this.ask("delete", { conversation, target });
  }
  async removePreview(conversation: ConversationId, target: number, url: string): Promise<void> {
    await this.ask("removePreview", { conversation, target, url });
  }
  moveAll(conversation: ConversationId, targets: readonly number[], to: ConversationId) {
    return this.ask("moveAll", { conversation, targets: [...targets], to });
  }
  async invite(conversation: ConversationId, user: string): Promise<Person | undefined> {
    return (await this.ask("invite", { conversation, user })).user;
  }
  async topic(conversation: ConversationId, topic: string): Promise<void> {
    await this.ask("topic", { conversation, topic });
  }
  async open(whom: string | Together) {
    const asked = typeof whom === "string" ? { with: whom } : whom;
    const { conversation } = await this.ask("open", asked);
    this.joined(conversation);
    return conversation;
  }
  async add(conversation: ConversationId, user: string, all: boolean): Promise<void> {
    await this.ask("add", { conversation, user, ...(all && { all }) });
  }
  async nameGroup(conversation: ConversationId, title: string): Promise<void> {
    await this.ask("rename", { conversation, title });
  }
}
