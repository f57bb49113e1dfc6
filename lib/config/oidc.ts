import * as v from "valibot";
import { type ForeignProvider, ForeignProviders } from "../protocol/foreign_providers.ts";

/** `PALABRE_OIDC`: a JSON list of providers. */
export const oidcProviders = v.pipe(
  v.string(),
  v.rawTransform<string, ForeignProvider[]>(({ dataset, addIssue, NEVER }) => {
    try {
      const parsed = v.safeParse(ForeignProviders, JSON.parse(dataset.value));
      if (parsed.success) return parsed.output;
      const [issue] = parsed.issues;
      const at = v.getDotPath(issue);
      addIssue({ message: `${at ? `at ${at}: ` : ""}${issue.message}` });
    } catch {
      addIssue({ message: "must be a list of providers in JSON" });
    }
    return NEVER;
  }),
);
