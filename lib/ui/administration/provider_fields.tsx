import { TextField } from "../elements/text_field.tsx";
import { useAdministration } from "./administration.ts";
import type { ViewOf } from "./views.ts";

export type Provider = ViewOf<"providers">["providers"][number];

/**
 * What a form of a provider holds, as it is typed. Secrets come back empty: `hadSecret` and `hadPassword` are “on”
 * where there was one.
 */
export type Typed = Readonly<Record<string, string>>;

/** A provider as its form shows it. */
export function typedOf(provider: Provider | undefined): Typed {
  if (!provider) return { scopes: "openid profile email" };
  const { allow, roles } = provider;
  const claims = Object.entries(allow.claims ?? {}).flatMap(([name, values]) =>
    values.map((value) => `${name} = ${value}`)
  );
  return {
    name: provider.name,
    client: provider.client,
    scopes: provider.scopes ?? "",
    domains: (allow.domains ?? []).join(", "),
    claims: claims.join("\n"),
    register: provider.register ? "on" : "",
    roleClaim: roles?.claim ?? "",
    administrators: (roles?.administrators ?? []).join("\n"),
    moderators: (roles?.moderators ?? []).join("\n"),
  };
}

/** The fields of a provider. `known`: one that was added, whose short name and address stay. */
export function ProviderFields({ known, typed, errorAt, origin }: {
  known?: Provider;
  typed: Typed;
  errorAt(field: string): string | undefined;
  /** This server, as the reader names it. */
  origin: string;
}) {
  const { words } = useAdministration();
  const field = (name: "name" | "id" | "issuer" | "client" | "scopes") => ({
    id: `provider-${name}`,
    name,
    label: words.t(`provider.${name}`),
    required: true,
    autocomplete: "off" as const,
    defaultValue: typed[name],
    error: errorAt(name),
  });
  return (
    <>
      <TextField {...field("name")} hint={words.t("provider.name-hint")} />
      {!known && (
        <>
          <TextField {...field("id")} hint={words.t("provider.id-hint")} />
          <TextField {...field("issuer")} hint={words.t("provider.issuer-hint")} />
          <p class="note">
            {words.t("provider.callback-new", { address: `${origin}/door/with/…/callback` })}
          </p>
        </>
      )}
      <TextField {...field("client")} hint={words.t("provider.client-hint")} />
      <TextField
        id="provider-secret"
        name="secret"
        type="password"
        autocomplete="off"
        label={words.t("provider.secret")}
        hint={words.t(
          typed.hadSecret === "on"
            ? "provider.secret-again"
            : known?.hasSecret
            ? "provider.secret-kept"
            : "provider.secret-hint",
        )}
        error={errorAt("secret")}
      />
      {known?.hasSecret && (
        <Box name="secretNone" on={typed.secretNone === "on"}>
          {words.t("provider.secret-none")}
        </Box>
      )}
      <TextField {...field("scopes")} />
      <RuleFields typed={typed} errorAt={errorAt} />
    </>
  );
}

/** Who may come in, and as what. */
function RuleFields({ typed, errorAt }: {
  typed: Typed;
  errorAt(field: string): string | undefined;
}) {
  const { words } = useAdministration();
  return (
    <>
      <fieldset class="choice fields">
        <legend>{words.t("provider.allow")}</legend>
        <div class="stack">
          <TextField
            id="provider-domains"
            name="domains"
            autocomplete="off"
            label={words.t("provider.domains")}
            hint={words.t("provider.domains-hint")}
            defaultValue={typed.domains}
            error={errorAt("domains")}
          />
          <Lines
            name="claims"
            label={words.t("provider.claims")}
            hint={words.t("provider.claims-hint")}
            typed={typed.claims}
            error={errorAt("claims")}
          />
          <Box name="register" on={typed.register === "on"}>{words.t("provider.register")}</Box>
        </div>
      </fieldset>
      <fieldset class="choice fields">
        <legend>{words.t("provider.roles")}</legend>
        <div class="stack">
          <TextField
            id="provider-roleClaim"
            name="roleClaim"
            autocomplete="off"
            label={words.t("provider.role-claim")}
            hint={words.t("provider.role-claim-hint")}
            defaultValue={typed.roleClaim}
            error={errorAt("roleClaim")}
          />
          <div class="two-even">
            {(["administrators", "moderators"] as const).map((name) => (
              <Lines
                key={name}
                name={name}
                label={words.t(`provider.${name}`)}
                hint={words.t("provider.role-hint")}
                typed={typed[name]}
                error={errorAt(name)}
              />
            ))}
          </div>
        </div>
      </fieldset>
    </>
  );
}

const LINES = 3;

function Lines({ name, label, hint, typed, error }: {
  name: string;
  label: string;
  hint: string;
  typed: string | undefined;
  error: string | undefined;
}) {
  const id = `provider-${name}`;
  const told = `${id}-${error ? "error" : "hint"}`;
  return (
    <div class="input">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        rows={LINES}
        dir="auto"
        spellcheck={false}
        defaultValue={typed}
        autocapitalize="off"
        autofocus={error ? true : undefined}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={told}
      />
      {error
        ? <span class="error" role="alert" id={told}>{error}</span>
        : <small id={told}>{hint}</small>}
    </div>
  );
}

function Box({ name, on, children }: { name: string; on: boolean; children: string }) {
  return (
    <label class="check">
      <input type="checkbox" name={name} value="on" defaultChecked={on} />
      {children}
    </label>
  );
}
