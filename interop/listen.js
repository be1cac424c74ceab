// Listens to a room with a client that others wrote, and tells on standard output what the client tells: a JSON text a
// line. Ends when standard input does.
//
//   node listen.js <client> <WebSocket port> <TCP port> <room>
import { LiveWS as DanmakuWS } from 'bilibili-live-danmaku';
import liveWs from 'bilibili-live-ws';
import { KeepLiveTCP } from 'tiny-bilibili-ws';
import WebSocket from 'ws';

const [client, wsPort, tcpPort, roomText] = process.argv.slice(2);
const host = '127.0.0.1';
const address = `ws://${host}:${wsPort}/sub`;
const room = Number(roomText);

const clients = {
  'bilibili-live-ws-brotli': () => emitter(new liveWs.LiveWS(room, { address, protover: 3 })),
  'bilibili-live-ws-zlib': () => emitter(new liveWs.LiveWS(room, { address, protover: 2 })),
  'bilibili-live-ws-tcp': () => emitter(new liveWs.LiveTCP(room, { host, port: Number(tcpPort), protover: 2 })),
  'tiny-bilibili-ws-tcp': () =>
    emitter(new KeepLiveTCP(room, { url: { host, port: Number(tcpPort) }, keepalive: false }), (event) => event.data),
  'bilibili-live-danmaku': () => {
    // It is made for what has web sockets itself, as browsers do.
    globalThis.WebSocket = WebSocket;
    return target(new DanmakuWS(room, { address }));
  },
};

function emitter(live, content = (event) => event) {
  live.on('live', joined);
  live.on('DANMU_MSG', (event) => comment(content(event)));
  live.on('SEND_GIFT', (event) => gift(content(event)));
  live.on('error', failed);
  live.on('deserialize:error', failed);
  live.on('close', () => failed('closed'));
  return live;
}

function target(live) {
  live.addEventListener('CONNECT_SUCCESS', joined);
  live.addEventListener('DANMU_MSG', (event) => comment(event.data));
  live.addEventListener('SEND_GIFT', (event) => gift(event.data));
  for (const failure of ['error', 'error:decode']) {
    live.addEventListener(failure, (event) => failed(event.error ?? failure));
  }
  live.addEventListener('close', () => failed('closed'));
  return live;
}

function joined() {
  tell({ event: 'joined' });
}

function comment({ info }) {
  tell({ event: 'comment', said: `${info[2][1]}: ${info[1]}` });
}

function gift({ data }) {
  tell({ event: 'gift', said: `${data.uname}: ${data.num} ${data.giftName}` });
}

let leaving = false;

function failed(reason) {
  if (!leaving) {
    console.error(reason);
    process.exit(1);
  }
}

function tell(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

process.on('unhandledRejection', failed);
const live = clients[client]();
process.stdin.resume();
process.stdin.on('end', () => {
  leaving = true;
  live.close();
  process.exit(0);
});
