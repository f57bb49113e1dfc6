import type { Figures } from "./scenarios.ts";

/** More of its core than this, and the load generator is what is measured. */
const MAX_BUSY = 0.85;

/** What one round found. */
export type Outcome = { figures: Figures } | { failed: string };

/** One scenario of one target, over all rounds. */
export interface Line {
  scenario: string;
  target: string;
  rounds: number;
  /** Why rounds have no figures. */
  failed?: string[];
  /** Why there are no figures at all. */
  refused?: string;
  figures?: Record<string, { median: number; range: [number, number] }>;
}

/** The rounds of a scenario as one line; without figures where the load generator was the bottleneck. */
export function lineOf(scenario: string, target: string, outcomes: readonly Outcome[]): Line {
  const rounds = outcomes.flatMap((outcome) => "figures" in outcome ? [outcome.figures] : []);
  const failed = outcomes.flatMap((outcome) => "failed" in outcome ? [outcome.failed] : []);
  const line: Line = { scenario, target, rounds: outcomes.length };
  if (failed.length > 0) line.failed = failed;
  const busy = Math.max(...rounds.map((round) => round.generatorBusy ?? 0));
  if (busy > MAX_BUSY) {
    const percent = Math.round(busy * 100);
    return { ...line, refused: `the load generator was the bottleneck: ${percent} % of its core` };
  }
  const figures: Line["figures"] = {};
  for (const name of Object.keys(rounds[0] ?? {})) {
    const sorted = rounds.map((round) => round[name] ?? NaN).sort((one, other) => one - other);
    const range: [number, number] = [rounded(sorted[0]), rounded(sorted.at(-1))];
    figures[name] = { median: rounded(medianOf(sorted)), range };
  }
  return { ...line, figures };
}

/** The median over rounds of what each figure is to that of `base` in the same round. */
export function ratiosOf(outcomes: readonly Outcome[], base: readonly Outcome[]): Figures {
  const ratios = new Map<string, number[]>();
  for (const [round, outcome] of outcomes.entries()) {
    const other = base[round];
    if (!other || !("figures" in outcome) || !("figures" in other)) continue;
    for (const [name, figure] of Object.entries(outcome.figures)) {
      const ratio = figure / (other.figures[name] ?? NaN);
      if (!Number.isFinite(ratio) || name.startsWith("generator")) continue;
      ratios.set(name, [...ratios.get(name) ?? [], ratio]);
    }
  }
  const sorted = [...ratios].map(([name, each]) =>
    [name, each.sort((one, other) => one - other)] as const
  );
  return Object.fromEntries(sorted.map(([name, each]) => [name, medianOf(each)]));
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Three digits that count. */
function rounded(value = NaN): number {
  return Number(value.toPrecision(3));
}
