// Values out of JSON that others wrote: what is of another type is empty.
import type { JsonObject } from "../../integrations/incoming/reading.ts";

/** A text or a number as text. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** An object. */
export function object(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as JsonObject
    : {};
}

/** The objects of a list that are not empty. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(object).filter((one) => Object.keys(one).length > 0) : [];
}
