import type { Page } from "playwright-core";

/** A device that has passkeys, and whose owner agrees as long as one says so (DevTools' virtual authenticator). */
export async function withAuthenticator(page: Page): Promise<(agrees: boolean) => Promise<void>> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("WebAuthn.enable");
  const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return (enabled) =>
    devTools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled })
      .then(() => {});
}
