import type { Kv } from "../../kv/kv.ts";
import { type EmojiList, NO_EMOJI } from "../../protocol/custom_emoji.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import { readCustomEmoji } from "../../store/community/custom_emoji.ts";

/** What a command wrote beside the instances, which told nobody, is drawn after this long. */
const TTL_MS = 30_000;

/** The emoji of the community as far as this instance knows. */
export class KnownEmoji {
  #list = NO_EMOJI;
  #readAt = -Infinity;
  readonly #told: Array<(list: EmojiList) => void> = [];

  constructor(
    private readonly kv: Pick<Kv, "get">,
    private readonly clock: Pick<Clock, "elapsed">,
    private readonly logger: Pick<Logger, "error">,
  ) {}

  /** Reads them again by the way, where that was long ago. */
  now(): EmojiList {
    if (this.clock.elapsed() - this.#readAt > TTL_MS) {
      this.#readAt = this.clock.elapsed();
      readCustomEmoji(this.kv).then(
        (list) => this.take(list),
        (error) => this.logger.error("the emoji of the community could not be read", error),
      );
    }
    return this.#list;
  }

  take(list: EmojiList): void {
    const isOther = list.version !== this.#list.version;
    this.#list = list;
    this.#readAt = this.clock.elapsed();
    if (isOther) { for (const tell of this.#told) tell(list); }
  }

  onChange(told: (list: EmojiList) => void): void {
    this.#told.push(told);
  }
}
