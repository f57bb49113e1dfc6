import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { idField, limitField, roomPageFields, wordsField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { AdministeredRoom, MemberReport, PUBLISHED } from "../../../lib/protocol/administration.ts";
import { Kept } from "../../../lib/protocol/kept.ts";
import { OwnReport } from "../../../lib/protocol/own_reports.ts";

/** Rooms as wholes, and what members report. */
export function roomOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/rooms",
      summary: "All rooms, closed ones too; private ones for administrators, and for members",
      query: roomPageFields,
      reply: v.object({ rooms: v.array(AdministeredRoom), next: v.optional(v.string()) }),
      run: ({ actor, query }) => administration.allRooms(actor(), query),
    }),
    operation({
      method: "PATCH",
      path: "/admin/rooms/:room",
      summary:
        "Close, rename or publish a room, make it read-only or slow or not, say who sets its topic",
      body: v.object({
        closed: v.optional(v.boolean()),
        readOnly: v.optional(v.boolean()),
        topicLocked: v.optional(v.boolean()),
        slowSeconds: v.optional(v.number()),
        /** Whether anyone reads it on the web (`linked`), and finds it there too (`found`). */
        published: v.optional(v.picklist([...PUBLISHED, "no"])),
        name: v.optional(v.pipe(v.string(), v.maxLength(200))),
        title: v.optional(v.pipe(v.string(), v.maxLength(200))),
      }),
      reply: v.object({ room: AdministeredRoom }),
      run: async ({ actor, part, body }) => ({
        room: await administration.changeRoom(actor(), part("room"), body),
      }),
    }),
    ...keptOperations(administration),
    ...reportOperations(administration),
  ];
}

/** How long messages are kept, and how many moderators removed: for everybody. */
function keptOperations(administration: Administration): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/community/kept",
      summary:
        "For how many days messages are kept, if not for ever, and how many moderators removed",
      reply: Kept,
      run: ({ actor }) => administration.kept(actor()),
    }),
    operation({
      method: "GET",
      path: "/conversations/:conversation/kept",
      summary: "The same of one conversation",
      reply: Kept,
      run: ({ actor, part }) => administration.kept(actor(), part("conversation")),
    }),
  ];
}

/** What people report, and what becomes of it. */
function reportOperations(administration: Administration): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/conversations/:conversation/messages/:seq/reports",
      summary: "Report a message to the moderators, with words",
      body: v.object({ words: wordsField }),
      async run({ actor, part, body }) {
        await administration.reportMessage(actor(), {
          conversation: part("conversation"),
          target: Number(part("seq")),
          words: body.words,
        });
      },
    }),
    operation({
      method: "GET",
      path: "/me/reports",
      summary: "What one reported lately, the newest first, and what moderators answered",
      reply: v.object({ reports: v.array(OwnReport) }),
      run: async ({ actor }) => ({ reports: await administration.ownReports(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/me/reports/seen",
      summary: "Say that one has seen the answers",
      run: ({ actor }) => administration.seeAnswers(actor()),
    }),
    operation({
      method: "GET",
      path: "/admin/reports",
      summary: "What members reported: the open ones, the first first; or `all`, the newest first",
      query: v.object({
        state: v.optional(v.picklist(["open", "all"]), "open"),
        before: v.optional(idField),
        limit: limitField,
      }),
      reply: v.object({ reports: v.array(MemberReport), more: v.boolean() }),
      run: ({ actor, query: { state, before, limit } }) =>
        administration.reports(actor(), { open: state === "open", past: before, limit }),
    }),
    operation({
      method: "POST",
      path: "/admin/reports/:report/handled",
      summary:
        "Say that what was reported was looked at, with all reports of the message: `words` for the moderators, `done` and `answer` for who reported",
      body: v.object({
        words: v.optional(wordsField),
        done: v.optional(v.boolean()),
        answer: v.optional(wordsField),
      }),
      reply: v.object({ report: MemberReport }),
      run: async ({ actor, part, body }) => ({
        report: await administration.handleReport(actor(), part("report"), body),
      }),
    }),
  ];
}
