import * as v from "valibot";
import { planJob } from "../../jobs/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Mutation } from "../../kv/kv.ts";
import type { Committed } from "../../log/log.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import {
  MAX_PREVIEWS,
  previewFiles,
  previewsAmong,
  withPreviews,
} from "../../protocol/link_previews.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import { followIndexLater } from "../../search/indexing.ts";
import type { Conversation } from "../../store/conversations/conversations.ts";
import { linkedPages } from "../../text/linked_pages.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor, LogPosition } from "../chat.ts";
import type { LinkPreviewUseCases } from "../contract/link_previews.ts";
import type { Directory } from "../identity/profiles.ts";
import type { Amend } from "./amend.ts";
import { isOfAnother, moderates } from "./delete.ts";
import { forgetFilesOf } from "./forget_files.ts";

/** The kind of the jobs that read the pages which a message links to. */
export const READ_PAGES = "read-pages";

/** The message whose pages are read. What it links to stands in it alone. */
export const ReadPagesPayload = v.object({ conversation: v.string(), seq: v.number() });

/** The pages that a message links to, as far as they are looked at. */
export function pagesOf({ text }: Pick<MessageEvent, "text">): string[] {
  return linkedPages(text, MAX_PREVIEWS);
}

/** Has the pages read that messages link to. */
export interface PreviewPlans {
  /**
   * The job that reads the pages of a text that was written now and are not among those of `before`: it
   * goes with the commit of the message, or of the edit. None where the community wants no previews, of
   * guests and bots, and where people write to one another.
   */
  plan(
    written: { text: string; before?: string; version?: number },
    by: Actor["user"],
    where: Pick<Conversation, "kind">,
    place: LogPosition,
  ): Mutation[];
}

/** Plans while `wanted`: as far as this instance knows. */
export function createPreviewPlans(wanted: () => boolean): PreviewPlans {
  return {
    plan({ text, before, version = 0 }, { role, bot }, { kind }, { conversation, seq, at }) {
      if (!wanted() || kind !== "room" || role === "guest" || bot) return [];
      const known = before === undefined ? [] : pagesOf({ text: before });
      if (pagesOf({ text }).every((url) => known.includes(url))) return [];
      const id = `${READ_PAGES} ${conversation} ${seq} ${version}`;
      return [planJob({ kind: READ_PAGES, id, due: at, payload: { conversation, seq } })];
    },
  };
}

/** Has the jobs of what was committed start in time. */
export function wakeForPreviews(
  jobs: Pick<Jobs, "wake">,
  wanted: () => boolean,
  committed: readonly Committed[],
): void {
  if (!wanted()) return;
  for (const { entries } of committed) {
    for (const { event } of entries) {
      const mayLink = event.kind === "edit" ||
        event.kind === "message" && event.text.includes("://");
      if (mayLink) jobs.wake(event.at);
    }
  }
}

/** A message after an edit: what it says of pages that it links to no longer goes. */
export function withoutUnlinked(message: MessageEvent): MessageEvent {
  if (!message.previews && !message.unpreviewed) return message;
  return withPreviews(message, previewsAmong(message, pagesOf(message)));
}

/** The writes that take away the pictures of previews that a message does not have any more. */
export function forgetUnshown(
  before: MessageEvent,
  after: MessageEvent,
  at: number,
): Mutation[] {
  const shown = previewFiles(after);
  return forgetFilesOf(previewFiles(before).filter((id) => !shown.includes(id)), at);
}

/** Taking the preview of a link off a message. */
export function createLinkPreviews(
  { amend, audit, directory }: {
    amend: Amend;
    audit: AuditEntries;
    directory: Pick<Directory, "person">;
  },
): LinkPreviewUseCases {
  return {
    removePreview: (actor, { conversation: id, target, url }, acknowledge) =>
      amend(actor, { conversation: id, target }, {
        draft: { kind: "preview", target },
        access: "author",
        revise(found) {
          const { message } = found;
          if (isOfAnother(found) && !moderates(found)) return new ChatError("not-allowed");
          if (message.deletedAt !== undefined) return new ChatError("unknown-message");
          const hasIt = message.previews?.some((one) => one.url === url);
          return hasIt ? withoutPreview(message, url) : "unchanged";
        },
        also: (message, { at }) => [
          ...forgetUnshown(message, withoutPreview(message, url), at),
          ...followIndexLater(id, at),
        ],
        async confirm(found) {
          if (!isOfAnother(found)) return {};
          const { checks } = await audit.confirm(actor, "delete what others wrote");
          const { by } = found.message;
          const entry = audit.entry(actor.user, {
            act: "preview-removed",
            whom: { id: by, name: (await directory.person(by))?.name ?? "" },
            where: {
              conversation: id,
              name: found.conversation && roomTitle(found.conversation),
              seq: target,
            },
          });
          return { checks, also: [entry] };
        },
      }, acknowledge),
  };
}

function withoutPreview(message: MessageEvent, url: string): MessageEvent {
  const { previews = [], unpreviewed = [] } = message;
  const left = previews.filter((one) => one.url !== url);
  return withPreviews(message, {
    ...(left.length > 0 && { previews: left }),
    unpreviewed: [...unpreviewed, url],
  });
}
