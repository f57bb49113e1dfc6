import { Hono } from "hono";
import type { Chat } from "../../lib/chat/chat.ts";
import type { Identity } from "../../lib/chat/identity.ts";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { openApiOf } from "../../lib/http/openapi.ts";
import { mount } from "../../lib/http/operation.ts";
import { problemResponse } from "../../lib/http/problems.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { Report } from "../../lib/world/report.ts";
import { adminOperations, type AdminParts } from "./admin/operations.ts";
import { conversationOperations } from "./conversations.ts";
import { meOperations, type MeParts } from "./me.ts";
import { messageOperations, type MessageParts } from "./messages.ts";
import { sessionOperations } from "./sessions.ts";

/** Where the app mounts this router. */
export const API_PATH = "/api/v1";

export interface ApiParts extends MessageParts, MeParts, AdminParts {
  identity: Identity;
  chat: Chat;
  report: Report;
}

/** The protocol's requests over HTTP, for bots and scripts. Below `arrival` and `session`. */
export function createApi(parts: ApiParts): Hono<HttpEnv> {
  const operations = [
    ...sessionOperations(parts),
    ...meOperations(parts),
    ...conversationOperations(parts),
    ...messageOperations(parts),
    ...adminOperations(parts),
  ];
  const api = new Hono<HttpEnv>();
  api.onError((error, c) => problemResponse(c, error, parts.report));
  mount(api, operations);
  let document: Record<string, unknown> | undefined;
  api.get("/openapi.json", (c) => c.json(document ??= openApiOf(operations, API_PATH)));
  api.all("*", () => {
    throw new ChatError("unknown-type", {});
  });
  return api;
}
