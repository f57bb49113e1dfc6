import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration/create_administration.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { MemberReport, RoomInCare } from "../../../lib/protocol/administration.ts";
import { id, limit, words } from "./shapes.ts";

/** Rooms as wholes, and what members report. */
export function careOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/rooms",
      summary: "All rooms, closed ones too; private ones where one is in them",
      reply: v.object({ rooms: v.array(RoomInCare) }),
      run: async ({ actor }) => ({ rooms: await administration.allRooms(actor()) }),
    }),
    operation({
      method: "PATCH",
      path: "/admin/rooms/:room",
      summary: "Close or open a room, make it read-only or not, rename it",
      body: v.object({
        closed: v.optional(v.boolean()),
        readOnly: v.optional(v.boolean()),
        name: v.optional(v.pipe(v.string(), v.maxLength(200))),
      }),
      reply: v.object({ room: RoomInCare }),
      run: async ({ actor, part, body }) => ({
        room: await administration.changeRoom(actor(), part("room"), body),
      }),
    }),
    operation({
      method: "POST",
      path: "/conversations/:conversation/messages/:seq/reports",
      summary: "Report a message to the moderators, with words",
      body: v.object({ words }),
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
      path: "/admin/reports",
      summary: "What members reported, the newest first; the open ones alone unless `all`",
      query: v.object({
        state: v.optional(v.picklist(["open", "all"]), "open"),
        before: v.optional(id),
        limit,
      }),
      reply: v.object({ reports: v.array(MemberReport), more: v.boolean() }),
      run: ({ actor, query: { state, before, limit } }) =>
        administration.reports(actor(), { open: state === "open", before, limit }),
    }),
    operation({
      method: "POST",
      path: "/admin/reports/:report/handled",
      summary: "Say that a report was dealt with, and how",
      body: v.object({ words: v.optional(words) }),
      reply: v.object({ report: MemberReport }),
      run: async ({ actor, part, body }) => ({
        report: await administration.handleReport(actor(), part("report"), body.words),
      }),
    }),
  ];
}
