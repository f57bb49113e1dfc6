// A mail on its way: what one says, and what comes of handing it to whoever delivers it.

/** A mail to one person. */
export interface Mail {
  /** The same for a mail that is tried again: whoever gets it twice knows. */
  id: string;
  to: string;
  subject: string;
  text: string;
  /** What ends such mails by one press (RFC 8058), where there is something to end. */
  stop?: string;
}

/** What the mail server answered. `said`: its words, the first of them. */
export type MailAnswer =
  | { is: "taken" }
  /** Not now, or nobody answered. */
  | { is: "later"; said: string }
  /** Not to this address. */
  | { is: "refused"; said: string };

/** Sends a mail. Never rejects for what the server does. */
export type SendMail = (mail: Mail) => Promise<MailAnswer>;

const SAID_LENGTH = 200;

/** The first words of an answer, in one line. */
export function firstWords(answer: string): string {
  return answer.replace(/\s+/g, " ").trim().slice(0, SAID_LENGTH);
}

/** What stands in the head of a mail besides whom it is from and to, and its subject. */
export function extraHeaders({ stop }: Pick<Mail, "stop">): Record<string, string> {
  return {
    "Auto-Submitted": "auto-generated", // no answering machine answers (RFC 3834)
    ...(stop !== undefined && {
      "List-Unsubscribe": `<${stop}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }),
  };
}
