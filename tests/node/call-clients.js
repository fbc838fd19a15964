// Calls a node with clients as they are published, and prints what each was answered as a line of JSON: node call-clients.js http://127.0.0.1:9944
const url = process.argv[2];

async function jayson() {
  const client = require("jayson/promise").Client.http(url);
  return [
    await client.request("getBlock", [0, null]),
    await client.request("getBlock", { block_height: 0 }),
    await client.request("getNothing", []),
    await client.request([client.request("getChainInfo", [], undefined, false), client.request("health", [], null, false)]),
  ];
}

async function openRpc() {
  const { Client, RequestManager, HTTPTransport, WebSocketTransport } = await import("@open-rpc/client-js");
  const answers = [];
  // A WebSocket is made only when it is used: it connects at once, and the client waits to be told so.
  for (const connect of [() => new HTTPTransport(url), () => new WebSocketTransport(url.replace("http:", "ws:"))]) {
    const client = new Client(new RequestManager([connect()]));
    answers.push(await client.request({ method: "getBlock", params: [0] }));
    answers.push(await client.request({ method: "getNothing", params: [] }).catch(error => ({ code: error.code, message: error.message })));
    client.close();
  }
  return answers;
}

(async () => {
  console.log(JSON.stringify({ jayson: await jayson(), openRpc: await openRpc() }));
  process.exit(0);
})();
