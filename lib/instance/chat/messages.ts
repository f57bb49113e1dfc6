import type { ForwardUseCases } from "../../chat/contract/forwards.ts";
import type { MessageUseCases } from "../../chat/contract/messages.ts";
import type { SharedFilesUseCases } from "../../chat/contract/shared_files.ts";
import type { OpenDirect } from "../../chat/conversations/direct_messages.ts";
import { createAttach, createFileNames } from "../../chat/messages/attach.ts";
import { createDelete } from "../../chat/messages/delete.ts";
import { createHistory } from "../../chat/messages/history.ts";
import { createPostedBeside } from "../../chat/messages/beside.ts";
import type { ForgetCalled } from "../../chat/messages/called_rows.ts";
import type { FindCalled } from "../../chat/messages/calls.ts";
import { createForwards } from "../../chat/messages/forward.ts";
import { createForwardFiles } from "../../chat/messages/forward_files.ts";
import { createPost, type Post } from "../../chat/messages/post.ts";
import { createSharedFiles } from "../../chat/messages/shared_files.ts";
import { createTyping } from "../../chat/messages/typing.ts";
import { createPrepareReply } from "../../chat/threads/reply.ts";
import type { FileLimits } from "../../protocol/files.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Stores } from "../stores.ts";
import type { Screening } from "./screening.ts";
import type { Shared } from "./shared.ts";

/** What messages are written, forwarded and deleted with. */
export interface SaidParts {
  stores: Pick<Stores, "conversations" | "fileRows" | "forwardRows" | "references" | "removed">;
  forgetCalled: ForgetCalled;
  findCalled: FindCalled;
  openDirect: OpenDirect;
  asked: Screening["asked"];
  clock: Clock;
  limits: Pick<FileLimits, "count">;
}

/** The use cases of messages. */
export function composeMessages(
  shared: Shared,
  { stores, forgetCalled, findCalled, openDirect, asked, clock, limits }: SaidParts,
):
  & Omit<MessageUseCases, "withdraw">
  & { post: Post }
  & ForwardUseCases
  & SharedFilesUseCases {
  const { access, amend, audit, announcer, directory } = shared;
  const { conversations, forwardRows: rows, references } = stores;
  const prepare = {
    reply: createPrepareReply(shared),
    files: createAttach({ rows: stores.fileRows, limits, clock }),
    fileNames: createFileNames({ rows: stores.fileRows }),
    ...asked,
  };
  const calls = { find: findCalled, ...createPostedBeside({ announcer }) };
  const { post } = createPost({ ...shared, openDirect, calls, prepare });
  const { history } = createHistory(shared);
  const copyFiles = createForwardFiles({ rows: stores.fileRows, random: shared.random });
  const messages = { history, post, copyFiles };
  return {
    post,
    history,
    ...createForwards({ access, rows, messages, conversations, directory, clock }),
    ...createDelete({ amend, references, forgetCalled, directory, audit, removed: stores.removed }),
    ...createTyping(shared),
    ...createSharedFiles({ ...shared, rows: stores.fileRows }),
  };
}
