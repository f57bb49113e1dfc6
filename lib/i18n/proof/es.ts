import type { CatalogOf } from "../catalog.ts";
import type { proof as en } from "./en.ts";

/** The same in Spanish. */
export const proof: CatalogOf<typeof en> = {
  "password.current": "Contraseña actual",
  "proof.passkey": "Confirmar con una llave de acceso",
  "proof.done": "Tu llave de acceso confirma que eres tú. Continúa.",
  "proof.cancelled": "No se confirmó nada: se canceló o tardó demasiado.",
  "foreign.fresh":
    "No tienes contraseña aquí: solo puedes cambiar esto en los diez minutos después de iniciar sesión.",
};
