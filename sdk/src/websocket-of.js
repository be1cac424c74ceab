// Where a WebSocket comes from: given, the browser's, or the small one for Node.

/** Resolves with `open(url, protocols)`. */
export async function webSocketOpener(given) {
  const WebSocket = given ?? globalThis.WebSocket ?? (await import('./node/websocket.js')).NodeWebSocket;
  return (url, protocols) => new WebSocket(url, protocols);
}
