import { keys } from "../kv/keys.ts";
import type { Check, Entry } from "../kv/kv.ts";
import type { Clock } from "../runtime/clock.ts";
import type { InstanceId } from "./bus.ts";
import { EMPTY_ROSTER, type Roster } from "./roster.ts";
import { ALONE_TRUST_MS } from "./timing.ts";

/** Called on changes of the roster. */
export interface MembershipChanges {
  joined(instance: InstanceId): void;
  /** `swept`: this instance sweeps what it left. */
  departed(instance: InstanceId, swept: boolean): void;
  /** Others removed this instance. */
  removed(): void;
}

/** The live instances, as this one knows them from its reads of the roster. */
export class Membership {
  readonly #others = new Set<InstanceId>();
  readonly #sweeping = new Set<InstanceId>();
  #roster: Roster = EMPTY_ROSTER;
  #version = "";
  #readAt = -Infinity;

  constructor(
    private readonly me: InstanceId,
    private readonly clock: Pick<Clock, "elapsed">,
    private readonly changes: MembershipChanges,
  ) {}

  get others(): ReadonlySet<InstanceId> {
    return this.#others;
  }

  /** Whether no other instance was live in the last read of the roster, lately enough to trust it. */
  get alone(): boolean {
    return this.#isAlone && this.clock.elapsed() - this.#readAt < ALONE_TRUST_MS;
  }

  /** While alone: what a commit checks to prove that no other instance has joined. */
  get aloneCheck(): Check | undefined {
    if (!this.#isAlone) return undefined;
    return { key: keys.live(), versionstamp: this.#version };
  }

  /** A commit with `aloneCheck` held: as good as a read of the roster at that time. */
  confirmAlone(startedAt: number): void {
    this.#readAt = Math.max(this.#readAt, startedAt);
  }

  /** Whether any instance departed yet, however long ago. */
  get haveDeparted(): boolean {
    return this.#roster.departed !== undefined;
  }

  /** Departed instances whose sweeper has departed as well. */
  get orphans(): InstanceId[] {
    const { instances, sweeping } = this.#roster;
    return Object.keys(sweeping).filter((gone) => !instances.includes(sweeping[gone] ?? ""));
  }

  /**
   * Takes a read of the roster that began at `startedAt`. Reads may arrive in any order: of an older
   * one nothing is learned.
   */
  learn({ value, versionstamp }: Entry<Roster>, startedAt: number): void {
    if (!versionstamp || versionstamp < this.#version) return;
    this.#readAt = Math.max(this.#readAt, startedAt);
    if (versionstamp === this.#version) return;
    this.#version = versionstamp;
    const { instances, sweeping } = this.#roster = value;
    for (const other of this.#others) {
      if (instances.includes(other)) continue;
      this.#others.delete(other);
      if (sweeping[other] !== this.me) this.changes.departed(other, false);
    }
    for (const gone of Object.keys(sweeping)) {
      if (gone === this.me || sweeping[gone] !== this.me || this.#sweeping.has(gone)) continue;
      this.#sweeping.add(gone);
      this.changes.departed(gone, true);
    }
    for (const done of this.#sweeping) {
      if (sweeping[done] !== this.me) this.#sweeping.delete(done);
    }
    for (const other of instances) {
      if (other === this.me || this.#others.has(other)) continue;
      this.#others.add(other);
      this.changes.joined(other);
    }
    if (!instances.includes(this.me)) this.changes.removed();
  }

  get #isAlone(): boolean {
    return this.#others.size === 0 && this.#roster.instances.includes(this.me);
  }

  /** An instance that was heard before the last read and is not listed joined and left in between. */
  account(heard: readonly InstanceId[]): void {
    for (const instance of heard) {
      if (!this.#others.has(instance)) this.changes.departed(instance, false);
    }
  }
}
