import { MAX_MULTILINE_BYTES, MAX_MULTILINE_LINES } from "../capabilities.ts";
import { SERVER } from "../gateway.ts";
import { LabelledReply } from "../output.ts";
import type { OpenBatch } from "../session.ts";
import { byteLength } from "../text/bytes.ts";
import type { Asked, Commands } from "./handler.ts";
import { refuseSaying, say, wordsOf } from "./messages.ts";

/** Messages of several lines that one client may be sending at once. */
const MAX_OPEN = 4;

function fail({ out }: Asked, code: string, context: string, message: string): void {
  out.send({ source: SERVER, command: "FAIL", params: ["BATCH", code, context, message] });
}

/** Takes a line that is part of such a message; gives whether it is. */
export function collectLine({ session, line }: Asked): boolean {
  const name = line.tags?.batch;
  if (name === undefined || line.command === "BATCH") return false;
  const batch = session.batches.get(name);
  if (!batch) return false;
  const [target, text = ""] = line.params;
  if (line.command !== "PRIVMSG" && line.command !== "NOTICE" || target !== batch.target) {
    batch.refused ??= "MULTILINE_INVALID";
    return true;
  }
  const goesOn = line.tags?.["draft/multiline-concat"] !== undefined || batch.lines === 0;
  batch.lines++;
  if (batch.lines > MAX_MULTILINE_LINES) batch.refused ??= "MULTILINE_MAX_LINES";
  else batch.text += `${goesOn ? "" : "\n"}${text}`;
  if (byteLength(batch.text) > MAX_MULTILINE_BYTES) {
    batch.refused ??= "MULTILINE_MAX_BYTES";
    batch.text = "";
  }
  return true;
}

async function end(asked: Asked, name: string, batch: OpenBatch): Promise<void> {
  const { session } = asked;
  session.batches.delete(name);
  const label = batch.tags.label;
  const labelled = label === undefined ? undefined : new LabelledReply(session.client.out, label);
  const as: Asked = { ...asked, ...(labelled && { out: labelled }) };
  const words = wordsOf(batch.text);
  if (batch.refused) fail(as, batch.refused, batch.target, "This message was not sent.");
  else if (words !== undefined) {
    await say(as, batch.target, words, batch.tags).catch((error) =>
      refuseSaying({ ...as, line: { ...asked.line, command: "PRIVMSG" } }, batch.target, error)
    );
  }
  labelled?.finish();
}

/** Messages of several lines (draft/multiline). */
export const multilineCommands: Commands = {
  BATCH: {
    least: 1,
    async run(asked) {
      const { session, line: { params: [mark = "", type, target], tags = {} } } = asked;
      const name = mark.slice(1);
      if (mark.startsWith("-")) {
        const batch = session.batches.get(name);
        if (batch) await end(asked, name, batch);
        return;
      }
      const fits = mark.startsWith("+") && name !== "" && type === "draft/multiline" &&
        target !== undefined && session.batches.size < MAX_OPEN;
      if (!fits) return fail(asked, "MULTILINE_INVALID", target ?? "*", "Not a message of lines.");
      session.batches.set(name, { target, tags, text: "", lines: 0 });
    },
  },
};
