import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { ERROR_CODES } from "../protocol/errors.ts";
import type { Operation } from "./operation.ts";

const PROBLEM = {
  description: "A problem document (RFC 9457)",
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        required: ["type", "title", "status", "detail", "code"],
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          detail: { type: "string", description: "In the reader's language, fit to show." },
          code: { enum: ERROR_CODES },
          retryAfterMs: { type: "number" },
        },
      },
    },
  },
};

/** What the operations under `base` are, as an OpenAPI 3.1 document. */
export function openApiOf(operations: readonly Operation[], base: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Palabre",
      version: "1",
      description: "Rooms, messages and people of a Palabre server, for bots and scripts.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: base }],
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    paths,
  };
}

/** `GET /rooms/:room/events`: `getRoomsByRoomEvents`. */
function idOf({ method, path }: Operation): string {
  const words = path.replace(/:(\w+)/g, "by-$1").split(/[/-]/).filter(Boolean);
  return method.toLowerCase() +
    words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("");
}

function describe(operation: Operation) {
  const { path, summary, open, media, status, body, query, reply } = operation;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => (
    { name, in: "path", required: true, schema: { type: "string" } }
  ));
  return {
    operationId: idOf(operation),
    summary,
    security: open ? [{}] : [{ token: [] }],
    parameters: [...inPath, ...(query ? parametersOf(query) : [])],
    ...(body && { requestBody: { required: true, content: json(body, "input") } }),
    responses: {
      [status]: { description: "Done", ...(reply && { content: json(reply, "output", media) }) },
      "4XX": PROBLEM,
      default: PROBLEM,
    },
  };
}

function parametersOf(query: v.GenericSchema) {
  const { properties = {}, required = [] } = schemaOf(query, "input");
  return Object.entries(properties).map(([name, schema]) => (
    { name, in: "query", required: required.includes(name), schema }
  ));
}

function json(
  schema: v.GenericSchema,
  typeMode: "input" | "output",
  media = "application/json",
) {
  return { [media]: { schema: schemaOf(schema, typeMode) } };
}

function schemaOf(schema: v.GenericSchema, typeMode: "input" | "output") {
  // What JSON Schema cannot say (a number in a query) is left out; the server says it when asked.
  const { $schema: _, ...plain } = toJsonSchema(schema, { typeMode, errorMode: "ignore" });
  return plain;
}
