/** Where the parts write down what happens, for whoever runs the server. */
export interface Logger {
  /** A fault that somebody should look at. `details` name what it concerns. */
  error(message: string, error?: unknown, details?: Record<string, unknown>): void;
  /** What is worth knowing and needs no repair. */
  info(message: string, details?: Record<string, unknown>): void;
}

/** Writes one line of JSON each to standard error. */
export const stderrLogger: Logger = {
  error(what, error, details) {
    const cause = error instanceof Error ? error.stack ?? error.message : error;
    write({ level: "error", what, ...details, ...(cause ? { error: String(cause) } : {}) });
  },
  info: (what, details) => write({ level: "info", what, ...details }),
};

function write(line: Record<string, unknown>): void {
  // deno-lint-ignore no-console -- this is the one place that writes the log
  console.error(JSON.stringify({ at: new Date().toISOString(), ...line }));
}

/** Passes on at most one error in `ms`: a store that is away fails many calls many times a second. */
export function throttledLogger(
  logger: Logger,
  clock: { elapsed(): number },
  ms: number,
): Logger {
  let last = -Infinity;
  return {
    ...logger,
    error(message, error, details) {
      if (clock.elapsed() < last + ms) return;
      last = clock.elapsed();
      logger.error(message, error, details);
    },
  };
}
