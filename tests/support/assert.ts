// The names of @std/assert over Node's assertions: deno.json maps `@std/assert` here, because JSR
// is not reachable everywhere Palabre is built. One line in deno.json changes that.
import assertStrict from "node:assert/strict";

// `message as string`: Node’s own takes `undefined` too, which its types do not say.

/** Fails unless `condition` is truthy. */
export function assert(condition: unknown, message = "Expected a truthy value"): asserts condition {
  assertStrict.ok(condition, message);
}

/** Deep, strict equality. */
export function assertEquals<T>(actual: T, expected: T, message?: string): void {
  assertStrict.deepEqual(actual, expected, message as string);
}

/** Deep, strict inequality. */
export function assertNotEquals<T>(actual: T, expected: T, message?: string): void {
  assertStrict.notDeepEqual(actual, expected, message as string);
}

/** `actual` contains the text `expected`. */
export function assertStringIncludes(actual: string, expected: string, message?: string): void {
  assertStrict.ok(
    actual.includes(expected),
    message ?? `Expected ${JSON.stringify(actual)} to include ${JSON.stringify(expected)}`,
  );
}

/** `actual` matches `pattern`. */
export function assertMatch(actual: string, pattern: RegExp, message?: string): void {
  assertStrict.match(actual, pattern, message as string);
}

type ErrorClass<E extends Error> = new (...args: never[]) => E;

/** `run` throws; returns what it threw. */
export function assertThrows<E extends Error = Error>(
  run: () => unknown,
  type?: ErrorClass<E>,
  includes = "",
): E {
  try {
    run();
  } catch (error) {
    return checkThrown(error, type, includes);
  }
  throw new assertStrict.AssertionError({ message: "Expected a throw" });
}

/** `run` rejects; resolves with what it rejected with. */
export async function assertRejects<E extends Error = Error>(
  run: () => PromiseLike<unknown>,
  type?: ErrorClass<E>,
  includes = "",
): Promise<E> {
  try {
    await run();
  } catch (error) {
    return checkThrown(error, type, includes);
  }
  throw new assertStrict.AssertionError({ message: "Expected a rejection" });
}

function checkThrown<E extends Error>(
  error: unknown,
  type: ErrorClass<E> | undefined,
  includes: string,
): E {
  assertStrict.ok(
    error instanceof (type ?? Error),
    `Expected ${type?.name ?? "Error"}, got ${error}`,
  );
  assertStringIncludes(error.message, includes);
  return error as E;
}

/** Fails: this line must not be reached. */
export function fail(message = "Failed"): never {
  throw new assertStrict.AssertionError({ message });
}
