import type { Locale } from "./locale.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** How much some bytes are, as people say it: “412 KB”, “1.1 MB”. */
export function bytesText(locale: Locale, bytes: number): string {
  const unit = Math.min(Math.floor(Math.log2(bytes || 1) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** unit;
  // Whole bytes and kilobytes; of what is larger, one digit more where that says something.
  const maximumFractionDigits = unit < 2 || value >= 10 ? 0 : 1;
  // In English the short one of a byte has no plural.
  const unitDisplay = unit === 0 ? "long" : "short";
  const said = { style: "unit", unit: UNITS[unit], unitDisplay } as const;
  return new Intl.NumberFormat(locale, { ...said, maximumFractionDigits }).format(value);
}
