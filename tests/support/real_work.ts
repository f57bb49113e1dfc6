// The platform hashes in threads of its own. A clock that is not real must not run on meanwhile: how
// much virtual time a hash took would be the machine's business.

const underWay = new Set<Promise<unknown>>();

for (const name of ["digest", "importKey", "sign"] as const) {
  const real = crypto.subtle[name];
  Object.defineProperty(crypto.subtle, name, {
    value(...asked: unknown[]) {
      const work: Promise<unknown> = Reflect.apply(real, crypto.subtle, asked);
      const end = () => void underWay.delete(work);
      underWay.add(work);
      work.then(end, end);
      return work;
    },
  });
}

/** Resolves once all that is hashed now is done; says whether anything was. */
export async function realWork(): Promise<boolean> {
  if (underWay.size === 0) return false;
  await Promise.allSettled(underWay);
  return true;
}
