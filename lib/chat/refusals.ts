import { ChatError, type Refusal, type RefusalValues } from "../protocol/errors.ts";

/** The value; where there is none, throws the refusal. */
export function orRefuse<T>(
  value: T | undefined,
  refusal: Refusal,
  values: RefusalValues = {},
): T {
  if (value === undefined) throw new ChatError(refusal, values);
  return value;
}

/** Throws `number-range` for what is no whole number within the bounds. */
export function requireInRange(
  value: number,
  { least, most }: { least: number; most: number },
  field: string,
): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new ChatError("number-range", { least, most, field });
}
