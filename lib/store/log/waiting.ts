import type { Report } from "../../world/report.ts";
import type { Appended, AppendOutcome, AppendRequest } from "../conversation_log.ts";

/** What names a request within its conversation (D3). */
export function requestName(by: string, id: string): string {
  return `${by}\n${id}`;
}

/** What follows when a request ends. */
export interface WaitingEnds {
  report: Report;
  ended(): void;
  /** It was refused or given up, and a commit that it was in may still be applied. */
  doubted(): void;
}

/** A request on its way into the log. Ends once, by one of `settle`, `conflict` and `fail`. */
export class Waiting {
  readonly request: AppendRequest;
  readonly name: string;
  readonly outcome: Promise<AppendOutcome>;
  /** No entry up to this seq is a duplicate of it. */
  clearedTo: number;
  /** It was in a commit whose end is not known, so its entry may stand in the log. */
  tried = false;
  /** When it was asked. */
  readonly since: number;
  readonly #ends: WaitingEnds;
  readonly #resolvers = Promise.withResolvers<AppendOutcome>();

  constructor(request: AppendRequest, since: number, ends: WaitingEnds) {
    this.request = request;
    this.name = requestName(request.by, request.id);
    this.clearedTo = request.after;
    this.since = since;
    this.#ends = ends;
    this.outcome = this.#resolvers.promise;
  }

  /** The seq of the message that it changes, if it changes one. */
  get target(): number | undefined {
    const { draft, revise } = this.request;
    return revise && "target" in draft ? draft.target : undefined;
  }

  settle(appended: Appended): void {
    this.#ends.ended();
    try {
      this.request.acknowledge?.(appended);
    } catch (error) {
      this.#ends.report("An acknowledgement threw", error);
    }
    this.#resolvers.resolve({ is: "appended", appended });
  }

  conflict(): void {
    this.#ends.ended();
    this.#resolvers.resolve({ is: "conflict" });
  }

  fail(error: unknown): void {
    this.#ends.ended();
    if (this.tried) this.#ends.doubted();
    this.#resolvers.reject(error);
  }
}
