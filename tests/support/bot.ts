import { assert } from "@std/assert";
import { enter, Talker } from "./talker.ts";

/** The server takes so many of one person at once. */
const AT_ONCE = 200;

/** A guest who fills rooms with numbered lines. */
export class Bot {
  #said = 0;

  private constructor(readonly talker: Talker) {}

  static async enter(url: string, name: string): Promise<Bot> {
    const talker = await Talker.connect(url, await enter(url, name));
    await talker.ask({ type: "sync" });
    return new Bot(talker);
  }

  /** Says so many lines more, numbered on: “line 7.” */
  async talk(count: number, conversation = "general"): Promise<void> {
    for (let left = count; left > 0; left -= AT_ONCE) {
      const sends = Array.from(
        { length: Math.min(left, AT_ONCE) },
        () => this.talker.send(conversation, `line ${++this.#said}.`),
      );
      for (const { ok } of await Promise.all(sends)) assert(ok);
    }
  }

  close(): Promise<void> {
    return this.talker.close();
  }
}
