/** What is used of npm:web-push, which has no types of its own. */
interface WebPush {
  /** The request that sends a payload to a subscription, encrypted and signed. Throws for broken keys. */
  generateRequestDetails(
    subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
    payload: string,
    options: {
      vapidDetails: { subject: string; publicKey: string; privateKey: string };
      TTL: number;
      urgency: string;
      topic?: string;
      contentEncoding: "aes128gcm";
    },
  ): {
    endpoint: string;
    method: string;
    headers: Record<string, string | number>;
    body: Uint8Array<ArrayBuffer>;
  };
}

declare const webPush: WebPush;
export default webPush;
