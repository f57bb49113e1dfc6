import { batch, signal } from "@preact/signals";
import type { ConversationId, RoomInvitation } from "../protocol/events.ts";
import type { MessageRequest } from "../protocol/message_requests.ts";
import type { Snapshot } from "./model.ts";

/** What others ask of the user, and they have not answered. */
export class Asked {
  /** The rooms that the user is asked into. */
  readonly invitations = signal<readonly RoomInvitation[]>([]);
  /** What others wrote to the user, who has not accepted it. */
  readonly requests = signal<readonly MessageRequest[]>([]);

  /** Takes all of it as it is now. */
  take({ invitations = [], requests = [] }: Pick<Snapshot, "invitations" | "requests">): void {
    batch(() => {
      this.invitations.value = invitations;
      this.requests.value = requests;
    });
  }

  /** The invitation into a room is answered. */
  answered(conversation: ConversationId): void {
    this.invitations.value = this.invitations.value.filter(({ room }) => room.id !== conversation);
  }
}
