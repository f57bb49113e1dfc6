// Mail, handed to a service by HTTP: one POST of JSON for each, in the shape that Resend gave the field.
import { FetchError, type GuardedFetch } from "../net/guarded_fetch.ts";
import { extraHeaders, firstWords, type MailAnswer, type SendMail } from "./send.ts";

/** Where mail is handed in, and whom it is from: see lib/config/config.ts. */
export interface MailApiOptions {
  /** `https://api.resend.com/emails` */
  url: string;
  /** Says that it is us: `Authorization: Bearer …`. */
  token: string;
  /** `Baobab Coop <chat@example.org>`. */
  from: string;
}

const TIMEOUT_MS = 15_000;
const ANSWER_BYTES = 4_096;

/**
 * Sends by a service that takes `{from, to, subject, text, headers}`, as docs/operations.md says. The id
 * of a mail is its `Idempotency-Key`: what takes a request twice on the way delivers it once.
 */
export function createMailApi({ url, token, from }: MailApiOptions, fetch: GuardedFetch): SendMail {
  return async (mail) => {
    const { id, to, subject, text } = mail;
    try {
      const { status, body } = await fetch({
        url,
        method: "POST",
        timeoutMs: TIMEOUT_MS,
        httpsOnly: true,
        headers: {
          "authorization": `Bearer ${token}`,
          "content-type": "application/json",
          "user-agent": "Palabre", // without one, some services take nothing
          "idempotency-key": id,
        },
        body: JSON.stringify({ from, to: [to], subject, text, headers: extraHeaders(mail) }),
        maxBytes: ANSWER_BYTES,
        longer: "cut",
      });
      return answerOf(status, firstWords(new TextDecoder().decode(body)));
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      return { is: "later", said: error.message };
    }
  };
}

/**
 * What it says of the recipient is for good. All else is worth another try: a token or a sender that is
 * wrong is nobody’s address.
 */
function answerOf(status: number, said: string): MailAnswer {
  if (status >= 200 && status < 300) return { is: "taken" };
  const isInvalid = status === 400 || status === 422;
  const forGood = isInvalid && /[`'"]to[`'"]|\brecipient/i.test(said);
  return { is: forGood ? "refused" : "later", said: `${status} ${said}`.trim() };
}
