package live.danmaku.standalone.push;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.danmaku.standalone.StandaloneServer;
import tech.ordinaryroad.live.chat.client.bilibili.client.BilibiliLiveChatClient;
import tech.ordinaryroad.live.chat.client.bilibili.config.BilibiliLiveChatClientConfig;
import tech.ordinaryroad.live.chat.client.bilibili.listener.IBilibiliMsgListener;
import tech.ordinaryroad.live.chat.client.codec.bilibili.api.BilibiliApis;
import tech.ordinaryroad.live.chat.client.codec.bilibili.api.response.RoomPlayInfoResult;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.ConnectSuccessMsg;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.DanmuMsgMsg;
import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.SendGiftMsg;
import tech.ordinaryroad.live.chat.client.codec.bilibili.room.BilibiliRoomInitResult;
import tech.ordinaryroad.live.chat.client.commons.base.msg.IMsg;
import tech.ordinaryroad.live.chat.client.commons.client.enums.ClientStatusEnums;

/** {@code live-chat-client-bilibili}, in this process. It always asks for packets that are not compressed. */
final class JavaListener implements Listener {

    private static final Duration JOINS_WITHIN = Duration.ofSeconds(30);

    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final List<String> gifts = new CopyOnWriteArrayList<>();
    private final BilibiliLiveChatClient client;
    private volatile boolean joined;

    private JavaListener(BilibiliLiveChatClientConfig config) {
        client = new LoopbackClient(config, new Notes());
    }

    static JavaListener join(StandaloneServer server, String room) {
        JavaListener listener = new JavaListener(BilibiliLiveChatClientConfig.builder()
                .websocketUri("ws://127.0.0.1:%d/sub".formatted(server.webSocketPort()))
                .roomId(Long.parseLong(room))
                .autoReconnect(false)
                .build());
        try {
            listener.client.connect();
            await().atMost(JOINS_WITHIN).until(() -> listener.joined);
            return listener;
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public List<String> comments() {
        return comments;
    }

    @Override
    public List<String> gifts() {
        return gifts;
    }

    @Override
    public void leave() {
        if (client.getStatus() != ClientStatusEnums.CONNECTED) {
            throw new IllegalStateException("the client is " + client.getStatus());
        }
        client.disconnect(true);
        await().atMost(JOINS_WITHIN).until(() -> client.getStatus() == ClientStatusEnums.DISCONNECTED);
    }

    @Override
    public void close() {
        client.destroy();
    }

    /** What it would ask a web site for is known here. */
    private static final class LoopbackClient extends BilibiliLiveChatClient {

        LoopbackClient(BilibiliLiveChatClientConfig config, IBilibiliMsgListener listener) {
            super(config, listener);
        }

        @Override
        public BilibiliRoomInitResult initRoom() {
            BilibiliApis.DanmuinfoResult info = new BilibiliApis.DanmuinfoResult();
            info.setToken("");
            RoomPlayInfoResult room = new RoomPlayInfoResult();
            room.setRoom_id(getConfig().getRoomId());
            roomInitResult = BilibiliRoomInitResult.builder()
                    .buvid3("")
                    .uid("0")
                    .danmuinfoResult(info)
                    .roomPlayInfoResult(room)
                    .build();
            return roomInitResult;
        }
    }

    private final class Notes implements IBilibiliMsgListener {

        @Override
        public void onMsg(IMsg message) {
            if (message instanceof ConnectSuccessMsg) {
                joined = true;
            }
        }

        @Override
        public void onDanmuMsg(DanmuMsgMsg said) {
            comments.add("%s: %s".formatted(said.getUsername(), said.getContent()));
        }

        @Override
        public void onGiftMsg(SendGiftMsg given) {
            gifts.add("%s: %d %s".formatted(given.getUsername(), given.getGiftCount(), given.getGiftName()));
        }
    }
}
