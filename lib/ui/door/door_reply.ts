import * as v from "valibot";

/** What a form of the sign-in page is answered with where it asks for JSON. */
export const DoorReply = v.union([
  v.object({ next: v.string() }),
  v.object({
    error: v.object({
      field: v.picklist(["name", "password", "invite", "form"]),
      message: v.string(),
      /** Work that is asked for: solved and sent again as `proof`, it lets in. */
      challenge: v.optional(v.string()),
    }),
  }),
]);
export type DoorReply = v.InferOutput<typeof DoorReply>;
