import type { Lane } from "./lane.ts";

/**
 * Which lanes go into one commit. One lane that another instance writes to fails the commit of all
 * that are in it, so contended lanes never travel with calm ones, and only as many of them together
 * as lately went well.
 */
export class Contention {
  #together = 1;

  choose(ready: readonly Lane[], now: number): Lane[] {
    const first = ready[0];
    if (!first) return [];
    const contended = first.isContended(now);
    const alike = ready.filter((lane) => lane.isContended(now) === contended);
    return contended ? alike.slice(0, this.#together) : alike;
  }

  committed(lanes: Iterable<Lane>, now: number): void {
    if ([...lanes].some((lane) => lane.isContended(now))) this.#together++;
  }

  failed(lanes: Iterable<Lane>, now: number): void {
    if ([...lanes].some((lane) => lane.isContended(now))) {
      this.#together = Math.max(1, Math.floor(this.#together / 2));
    }
  }
}
