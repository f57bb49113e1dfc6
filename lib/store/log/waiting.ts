import type { Report } from "../../world/report.ts";
import type { Appended, AppendOutcome, AppendRequest } from "../conversation_log.ts";

/** What names a request within its conversation (D3). */
export function requestName(by: string, id: string): string {
  return `${by}\n${id}`;
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
  readonly #report: Report;
  readonly #left: () => void;
  readonly #resolvers = Promise.withResolvers<AppendOutcome>();

  /** `left` is called when it ends. */
  constructor(request: AppendRequest, since: number, report: Report, left: () => void) {
    this.request = request;
    this.name = requestName(request.by, request.id);
    this.clearedTo = request.after;
    this.since = since;
    this.#report = report;
    this.#left = left;
    this.outcome = this.#resolvers.promise;
  }

  /** The seq of the message that it changes, if it changes one. */
  get target(): number | undefined {
    const { draft, revise } = this.request;
    return revise && "target" in draft ? draft.target : undefined;
  }

  settle(appended: Appended): void {
    this.#left();
    try {
      this.request.acknowledge?.(appended);
    } catch (error) {
      this.#report("An acknowledgement threw", error);
    }
    this.#resolvers.resolve({ is: "appended", appended });
  }

  conflict(): void {
    this.#left();
    this.#resolvers.resolve({ is: "conflict" });
  }

  fail(error: unknown): void {
    this.#left();
    this.#resolvers.reject(error);
  }
}
