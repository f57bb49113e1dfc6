/** The sign of the loudest bar: the last that a bar can have. */
const LOUDEST = 35;
/** What is quieter than this is drawn as silence, so that noise does not fill the picture. */
const SILENCE = 0.02;

/**
 * The wave of a voice message out of its levels, each from 0 to 1: a sign a bar, from “0” to “z”, the
 * loudest at the top. Always `bars` of them.
 */
export function waveOf(levels: readonly number[], bars: number): string {
  const most = Math.max(SILENCE, ...chunks(levels, bars));
  return chunks(levels, bars)
    .map((level) => Math.round((level < SILENCE ? 0 : level / most) * LOUDEST).toString(36))
    .join("");
}

/** The loudest of each of `count` parts of the levels; of fewer levels, each stands for several. */
function chunks(levels: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, n) => {
    const from = Math.floor(n * levels.length / count);
    const to = Math.max(from + 1, Math.floor((n + 1) * levels.length / count));
    return levels.slice(from, to).reduce((most, level) => Math.max(most, level), 0);
  });
}
