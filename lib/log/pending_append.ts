import type { Logger } from "../runtime/logger.ts";
import type { Appended, AppendOutcome, AppendRequest } from "./log.ts";

/** What identifies a request within its conversation (D3). */
export function requestName(by: string, id: string): string {
  return `${by}\n${id}`;
}

/** Told how a request ends. Its methods must not throw. */
export interface AppendListener {
  logger: Logger;
  /** The request is settled, refused or given up. */
  ended(pending: PendingAppend): void;
  /** It was refused or given up, but a commit that contained it may still be applied. */
  uncertain(): void;
}

/** A request on its way into the log. Ends once: the first of `settle`, `conflict`, `fail` counts. */
export class PendingAppend {
  readonly request: AppendRequest;
  readonly name: string;
  readonly outcome: Promise<AppendOutcome>;
  /** No entry up to this seq is a duplicate of it. */
  searchedTo: number;
  /** A rule refused it by what was in memory, which may be old. */
  doubted = false;
  /** It was in a commit of unknown outcome, so its entry may stand in the log. */
  tried = false;
  /** Milliseconds, on the clock's `elapsed` scale. */
  readonly requestedAt: number;
  #ended = false;
  readonly #listener: AppendListener;
  readonly #resolvers = Promise.withResolvers<AppendOutcome>();

  constructor(request: AppendRequest, requestedAt: number, listener: AppendListener) {
    this.request = request;
    this.name = requestName(request.by, request.id);
    this.searchedTo = request.after ?? 0;
    this.requestedAt = requestedAt;
    this.#listener = listener;
    this.outcome = this.#resolvers.promise;
  }

  /** The seq of the message that it changes, if it changes one: a reply does its thread's root. */
  get target(): number | undefined {
    const { draft, revise } = this.request;
    if (!revise) return undefined;
    if ("target" in draft) return draft.target;
    return draft.kind === "message" ? draft.thread : undefined;
  }

  settle(appended: Appended): void {
    if (!this.#end()) return;
    try {
      this.request.acknowledge?.(appended);
    } catch (error) {
      this.#listener.logger.error("An acknowledgement threw", error);
    }
    this.#resolvers.resolve({ is: "appended", appended });
  }

  conflict(): void {
    if (this.#end()) this.#resolvers.resolve({ is: "conflict" });
  }

  fail(error: unknown): void {
    if (!this.#end()) return;
    if (this.tried) this.#listener.uncertain();
    this.#resolvers.reject(error);
  }

  #end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#listener.ended(this);
    return true;
  }
}
