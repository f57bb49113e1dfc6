// A service that outgoing webhooks call, in place of the network.
import { Webhook } from "standardwebhooks";
import { FetchError, type FetchRefusal, type GuardedRequest } from "../../lib/net/guarded_fetch.ts";
import type { CallOptions } from "../../lib/instance/outgoing.ts";

/** Something that reached the service. */
export interface Call {
  id: string;
  type: string;
  // deno-lint-ignore no-explicit-any -- what a test compares
  data: any;
  url: string;
  request: GuardedRequest;
}

/** An answer, or why there is none. */
export type Answer = { status: number; body?: unknown; type?: string } | { failed: FetchRefusal };

/** The service: it keeps what it was told, and answers as it is told to. */
export class Receiver {
  readonly calls: Call[] = [];
  answer: (call: Call) => Answer | Promise<Answer> = () => ({ status: 204 });
  /** Calls that are under way, and the most that ever were, by their id. */
  readonly underWay = new Map<string, number>();
  mostAtOnce = 0;

  /** How an instance reaches it. */
  readonly options: CallOptions = {
    fetch: async (request) => {
      const { type, data } = JSON.parse(String(request.body));
      const id = String(request.headers?.["webhook-id"]);
      const call: Call = { id, type, data, url: request.url, request };
      this.calls.push(call);
      const now = (this.underWay.get(id) ?? 0) + 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, now);
      this.underWay.set(id, now);
      try {
        const answer = await this.answer(call);
        if ("failed" in answer) throw new FetchError(answer.failed, "no answer");
        const { status, body, type = "application/json" } = answer;
        const text = typeof body === "string"
          ? body
          : body === undefined
          ? ""
          : JSON.stringify(body);
        return {
          status,
          url: request.url,
          headers: new Headers({ "content-type": type }),
          body: new TextEncoder().encode(text),
        };
      } finally {
        this.underWay.set(id, (this.underWay.get(id) ?? 1) - 1);
      }
    },
  };

  get types(): string[] {
    return this.calls.map(({ type }) => type);
  }
}

/**
 * Whether the public library of Standard Webhooks takes a call as signed with this secret, at the time
 * that the call names: the tests' clock is not the machine's.
 */
export function isSigned({ request: { headers = {}, body } }: Call, secret: string): boolean {
  const at = new Date(Number(headers["webhook-timestamp"]) * 1_000);
  const wanted = new Webhook(secret).sign(String(headers["webhook-id"]), at, String(body));
  return String(headers["webhook-signature"]).split(" ").includes(wanted);
}
