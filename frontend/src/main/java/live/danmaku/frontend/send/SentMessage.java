package live.danmaku.frontend.send;

/** The answer to a send: the message is accepted and will become visible. */
record SentMessage(String id, String room, String type, long sentAt) {}
