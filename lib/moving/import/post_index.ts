/** Where a post stands in a file, and where in a room it belongs. */
export interface PostPlace {
  room: number;
  at: number;
  offset: number;
  length: number;
  /** 0: the post itself; n: its reply n. */
  reply: number;
}

/** Numbers of one post. */
const FIELDS = 5;

/** Places of posts, some 40 bytes each, that are sorted by room and time: a million fit in memory. */
export class PostIndex {
  #numbers = new Float64Array(FIELDS * 1_024);
  #count = 0;
  readonly rooms = new Set<number>();

  add({ room, at, offset, length, reply }: PostPlace): void {
    if ((this.#count + 1) * FIELDS > this.#numbers.length) {
      const larger = new Float64Array(2 * this.#numbers.length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set([room, at, offset, length, reply], FIELDS * this.#count++);
    this.rooms.add(room);
  }

  /** By room, then by time; of one moment as they stand in the file. */
  *sorted(): Generator<PostPlace> {
    const numbers = this.#numbers;
    const order = new Uint32Array(this.#count).map((_, n) => n);
    order.sort((one, other) => {
      for (const field of [0, 1, 2, 4]) {
        const difference = numbers[FIELDS * one + field]! - numbers[FIELDS * other + field]!;
        if (difference !== 0) return difference;
      }
      return 0;
    });
    for (const n of order) {
      const [room, at, offset, length, reply] = numbers.subarray(FIELDS * n, FIELDS * (n + 1));
      yield { room: room!, at: at!, offset: offset!, length: length!, reply: reply! };
    }
  }
}
