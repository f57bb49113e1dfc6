/** Where mails come from, and where they lead. */
export interface MailPlace {
  /** The address of the chat. */
  origin: string;
  /** What the community is called. */
  community(): string;
}
