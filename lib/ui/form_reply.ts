import * as v from "valibot";

/** What a form with a password is answered with where it asks for JSON: what was typed stays then. */
export const FormReply = v.union([
  v.object({ next: v.string() }),
  v.object({
    error: v.object({
      field: v.optional(v.string()),
      message: v.string(),
      /** Work that is asked for: solved and sent again as `proof`, it is taken. */
      challenge: v.optional(v.string()),
    }),
  }),
]);
export type FormReply = v.InferOutput<typeof FormReply>;

/** What the form of a picture is answered with where it asks for JSON: what stands now, or why not. */
export const PictureReply = v.object({
  picture: v.optional(v.string()),
  error: v.optional(v.string()),
});
export type PictureReply = v.InferOutput<typeof PictureReply>;
