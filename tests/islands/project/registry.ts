/** The islands of a small project that the runtime's tests build and open. */
export const registry = {
  Counter: () => import("./counter.tsx").then(({ Counter }) => Counter),
  Window: () => import("./window.tsx").then(({ Window }) => Window),
  Broken: () => import("./broken.tsx").then(({ Broken }) => Broken),
} as const;
