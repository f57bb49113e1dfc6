import type { Entry } from "../store/kv.ts";
import type { InstanceId } from "./bus.ts";
import { type Live, NOBODY } from "./live.ts";

/** What follows from a change of the list of live instances. */
export interface MembershipChanges {
  joined(instance: InstanceId): void;
  /** `swept`: this instance sweeps what it left. */
  departed(instance: InstanceId, swept: boolean): void;
  /** Others held this instance for dead. */
  removed(): void;
}

/** The live instances, as far as this one has read; fed by every read of `["live"]`. */
export class Membership {
  readonly #me: InstanceId;
  readonly #changes: MembershipChanges;
  readonly #others = new Set<InstanceId>();
  readonly #sweeping = new Set<InstanceId>();
  #live: Live = NOBODY;
  #version = "";

  constructor(me: InstanceId, changes: MembershipChanges) {
    this.#me = me;
    this.#changes = changes;
  }

  get others(): ReadonlySet<InstanceId> {
    return this.#others;
  }

  /** Whether any instance departed yet, however long ago. */
  get haveDeparted(): boolean {
    return this.#live.departed !== undefined;
  }

  /** Departed instances whose sweeper is departed as well. */
  get orphans(): InstanceId[] {
    const { instances, sweeping } = this.#live;
    return Object.keys(sweeping).filter((gone) => !instances.includes(sweeping[gone] ?? ""));
  }

  /** Takes a read of `["live"]`; reads may arrive in any order, and only a newer one counts. */
  learn({ value, versionstamp }: Entry<Live>): void {
    if (!versionstamp || versionstamp <= this.#version) return;
    this.#version = versionstamp;
    const { instances, sweeping } = this.#live = value;
    for (const other of this.#others) {
      if (instances.includes(other)) continue;
      this.#others.delete(other);
      if (sweeping[other] !== this.#me) this.#changes.departed(other, false);
    }
    for (const gone of Object.keys(sweeping)) {
      if (gone === this.#me || sweeping[gone] !== this.#me || this.#sweeping.has(gone)) continue;
      this.#sweeping.add(gone);
      this.#changes.departed(gone, true);
    }
    for (const done of this.#sweeping) {
      if (sweeping[done] !== this.#me) this.#sweeping.delete(done);
    }
    for (const other of instances) {
      if (other === this.#me || this.#others.has(other)) continue;
      this.#others.add(other);
      this.#changes.joined(other);
    }
    if (!instances.includes(this.#me)) this.#changes.removed();
  }

  /** Who was heard before the last read and is not listed came and left between two reads. */
  account(heard: readonly InstanceId[]): void {
    for (const instance of heard) {
      if (!this.#others.has(instance)) this.#changes.departed(instance, false);
    }
  }
}
