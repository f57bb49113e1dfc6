/** Where callbacks at the edge report what they caught: one line of JSON each on standard error. */
export type Report = (what: string, error?: unknown, details?: Record<string, unknown>) => void;

/** Reports to standard error. */
export const reportToStderr: Report = (what, error, details) => {
  const cause = error instanceof Error ? error.stack ?? error.message : error;
  const line = {
    at: new Date().toISOString(),
    what,
    ...details,
    ...(cause ? { error: String(cause) } : {}),
  };
  // deno-lint-ignore no-console -- this is the one place that writes the log
  console.error(JSON.stringify(line));
};
