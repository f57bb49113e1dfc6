import { FetchError, type GuardedFetch } from "../../net/guarded_fetch.ts";
import { DELIVERY_TIMEOUT_MS, type Try } from "../../protocol/outgoing.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { SigningSecret } from "../../store/integrations/outgoing_rows.ts";
import { type Signed, signedHeaders } from "./sign.ts";

/** An answer is read as far as a message may be long, in any encoding. */
const ANSWER_BYTES = 64 * 1024;
const SAID_LENGTH = 160;
/** So many letters in a row that stand in what was sent: an answer that repeats its words. */
const REPEATED = 12;

/** What came of a call. */
export interface Called {
  tried: Try;
  /** The answer, where it is one of success. */
  answer?: { body: string; type: string };
}

/** Calls an address that somebody gave. Never rejects for what happens there. */
export type CallOut = (
  to: SigningSecret & { url: string },
  sent: Pick<Signed, "id" | "body"> & {
    timeoutMs?: number;
    /** What somebody wrote, of all that is sent. */
    words: string;
  },
) => Promise<Called>;

/** Calls by the guarded fetch, signed. */
export function createCallOut(
  { fetch, clock }: { fetch: GuardedFetch; clock: Pick<Clock, "now" | "elapsed"> },
): CallOut {
  return async (to, { id, body, words, timeoutMs = DELIVERY_TIMEOUT_MS }) => {
    const at = clock.now();
    const began = clock.elapsed();
    const took = () => Math.max(0, clock.elapsed() - began);
    try {
      const answer = await fetch({
        url: to.url,
        method: "POST",
        body,
        timeoutMs,
        headers: {
          "content-type": "application/json",
          "accept": "application/json, text/plain",
          "user-agent": "Palabre",
          ...await signedHeaders(to, { id, at, body }),
        },
        maxBytes: ANSWER_BYTES,
        longer: "cut",
        httpsOnly: true,
      });
      const text = new TextDecoder().decode(answer.body);
      const { status } = answer;
      const tried: Try = { at, ms: took(), status };
      if (status >= 200 && status < 300) {
        return { tried, answer: { body: text, type: answer.headers.get("content-type") ?? "" } };
      }
      const said = firstWords(text, body, words);
      return { tried: { ...tried, ...(said !== "" && { said }) } };
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      // Its message may name addresses of the network here: only the kind is told.
      return { tried: { at, ms: took(), failed: error.reason } };
    }
  };
}

/** How an answer begins; nothing of one that repeats what was sent: that is kept nowhere else (M3). */
function firstWords(answer: string, sent: string, words: string): string {
  const said = answer.replace(/\s+/g, " ").trim().slice(0, SAID_LENGTH);
  const spoken = words.replace(/\s+/g, " ").trim();
  if (spoken !== "" && said.includes(spoken)) return "";
  const run = Math.min(REPEATED, said.length);
  for (let from = 0; from + run <= said.length; from++) {
    if (sent.includes(said.slice(from, from + run))) return "";
  }
  return said;
}
