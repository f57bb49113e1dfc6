import { Hono } from "hono";
import type { Chat } from "../../lib/chat/chat.ts";
import type { Identity } from "../../lib/chat/identity/identity.ts";
import type { HttpEnv } from "../../lib/http/environment.ts";
import { openApiOf } from "../../lib/http/openapi.ts";
import { mount } from "../../lib/http/operation.ts";
import { problemResponse } from "../../lib/http/problems.ts";
import { ChatError } from "../../lib/protocol/errors.ts";
import type { Push } from "../../lib/push/push.ts";
import type { Logger } from "../../lib/runtime/logger.ts";
import { adminOperations, type AdminParts } from "./admin/operations.ts";
import { botOperations } from "./bots.ts";
import { commandOperations } from "./commands.ts";
import { eventOperations, type EventParts } from "./events.ts";
import { outgoingOperations } from "./outgoing.ts";
import { conversationOperations } from "./conversations.ts";
import { laterOperations } from "./later.ts";
import { type FileApiParts, fileOperations } from "./files.ts";
import { editOperations } from "./edits.ts";
import { moveOperations } from "./moves.ts";
import { meOperations, type MeParts } from "./me.ts";
import { bookmarkOperations } from "./bookmarks.ts";
import { forwardOperations } from "./forwards.ts";
import { sharedFileOperations } from "./shared_files.ts";
import { inboxOperations } from "./inbox.ts";
import { messageOperations, type MessageParts } from "./messages.ts";
import { deviceOperations } from "./devices.ts";
import { notificationOperations } from "./notifications.ts";
import { passkeyOperations } from "./passkeys.ts";
import { pairingOperations } from "./pairings.ts";
import { linkPreviewOperations } from "./link_previews.ts";
import { pollOperations } from "./polls.ts";
import { reactionOperations } from "./reactions.ts";
import { searchOperations } from "./search.ts";
import { threadOperations } from "./threads.ts";
import { foreignOperations } from "./foreign.ts";
import { secondFactorOperations } from "./second_factor.ts";
import { sessionOperations } from "./sessions.ts";

/** Where the app mounts this router. */
export const API_PATH = "/api/v1";

export interface ApiParts extends MessageParts, MeParts, AdminParts, FileApiParts, EventParts {
  identity: Identity;
  chat: Chat;
  push: Push;
  logger: Logger;
}

/** The protocol's requests over HTTP, for bots and scripts. Below `arrival` and `session`. */
export function createApi(parts: ApiParts): Hono<HttpEnv> {
  const operations = [
    ...sessionOperations(parts),
    ...pairingOperations(parts),
    ...passkeyOperations(parts),
    ...foreignOperations(parts),
    ...secondFactorOperations(parts),
    ...meOperations(parts),
    ...conversationOperations(parts),
    ...messageOperations(parts),
    ...editOperations(parts),
    ...moveOperations(parts),
    ...inboxOperations(parts),
    ...notificationOperations(parts),
    ...deviceOperations(parts),
    ...bookmarkOperations(parts),
    ...forwardOperations(parts),
    ...sharedFileOperations(parts),
    ...reactionOperations(parts),
    ...threadOperations(parts),
    ...pollOperations(parts),
    ...linkPreviewOperations(parts),
    ...laterOperations(parts),
    ...searchOperations(parts),
    ...fileOperations(parts),
    ...adminOperations(parts),
    ...eventOperations(parts),
    ...commandOperations(parts),
    ...outgoingOperations(parts),
    ...botOperations(parts),
  ];
  const api = new Hono<HttpEnv>();
  api.onError((error, c) => problemResponse(c, error, parts.logger));
  mount(api, operations);
  let document: Record<string, unknown> | undefined;
  api.get("/openapi.json", (c) => c.json(document ??= openApiOf(operations, API_PATH)));
  api.all("*", () => {
    throw new ChatError("unknown-type", {});
  });
  return api;
}
