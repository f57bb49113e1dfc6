// OKLCH and back to sRGB (CSS Color 4, section 9.3), and the contrast of WCAG 2.2 (1.4.3).

/** Lightness 0 to 1, chroma, and hue in degrees. */
export interface Oklch {
  l: number;
  c: number;
  h: number;
}

type Triple = [number, number, number];

/** A colour as `#rrggbb` in OKLCH. */
export function oklchOf(hex: string): Oklch {
  const [r, g, b] = channelsOf(hex).map(linear) as Triple;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: (Math.atan2(bb, a) * 180 / Math.PI + 360) % 360,
  };
}

/** The nearest colour that screens show, as `#rrggbb`: with less chroma where it must be. */
export function hexOf({ l, c, h }: Oklch): string {
  for (let chroma = c;; chroma = Math.max(0, chroma - 0.004)) {
    const rgb = linearOf({ l, c: chroma, h });
    const isShown = rgb.every((one) => one >= -0.0005 && one <= 1.0005);
    if (isShown || chroma === 0) return `#${rgb.map(gammaHex).join("")}`;
  }
}

/** How well one colour is told from the other, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** A colour over another, opaque by `share`, as browsers mix in sRGB. */
export function mixed(over: string, under: string, share: number): string {
  const [one, other] = [channelsOf(over), channelsOf(under)];
  const parts = one.map((value, n) => value * share + other[n]! * (1 - share));
  return `#${parts.map((value) => byteHex(value * 255)).join("")}`;
}

function linearOf({ l, c, h }: Oklch): Triple {
  const [a, b] = [c * Math.cos(h * Math.PI / 180), c * Math.sin(h * Math.PI / 180)];
  const l3 = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m3 = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s3 = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
    -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
    -0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3,
  ];
}

function channelsOf(hex: string): Triple {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as Triple;
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gammaHex(value: number): string {
  const shown = Math.min(1, Math.max(0, value));
  return byteHex(255 * (shown <= 0.0031308 ? 12.92 * shown : 1.055 * shown ** (1 / 2.4) - 0.055));
}

function byteHex(value: number): string {
  return Math.round(value).toString(16).padStart(2, "0");
}

function luminance(hex: string): number {
  const [r, g, b] = channelsOf(hex).map(linear) as Triple;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
