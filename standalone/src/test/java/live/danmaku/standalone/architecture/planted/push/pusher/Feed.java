package live.danmaku.standalone.architecture.planted.push.pusher;

/** What a connector must not know. */
public final class Feed {}
