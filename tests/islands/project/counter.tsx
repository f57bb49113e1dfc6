import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";

export function Counter({ start, label }: { start: number; label: string }) {
  const count = useMemo(() => signal(start), [start]);
  return (
    <button type="button" onClick={() => count.value++}>
      {label}: {count}
    </button>
  );
}
