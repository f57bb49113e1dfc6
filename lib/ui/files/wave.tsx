/** Between bars, and how high the highest is: units of the drawing. */
const [STEP, HEIGHT] = [5, 32];
/** A bar that was silence is a dot. */
const LEAST = 2;
/** The sign of the loudest bar. */
const LOUDEST = 35;

/** The bars of a voice message; those before `heard` (0 to 1) are in green. */
export function Wave({ wave, heard = 0 }: { wave: string; heard?: number }) {
  const bars = [...wave].map((sign) => parseInt(sign, 36) / LOUDEST);
  const until = Math.round(bars.length * heard);
  return (
    <svg
      viewBox={`0 0 ${Math.max(1, bars.length) * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="heard" d={pathOf(bars, 0, until)} />
      <path d={pathOf(bars, until, bars.length)} />
    </svg>
  );
}

function pathOf(bars: readonly number[], from: number, to: number): string {
  return bars.slice(from, to).map((loud, n) => {
    const length = LEAST + loud * (HEIGHT - 2 * LEAST);
    return `M${(from + n) * STEP + STEP / 2} ${(HEIGHT - length) / 2}v${length}`;
  }).join("");
}
