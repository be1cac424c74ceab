package live.danmaku.push.pusher.release;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import live.danmaku.model.route.RulesInForce;
import live.danmaku.push.link.CloseCode;
import live.danmaku.push.link.v1.Close;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.JudgedSession;
import live.danmaku.push.link.v1.Rejudge;
import live.danmaku.push.pusher.link.Link;
import live.danmaku.push.pusher.link.LinkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells connectors that the rules are others, also because an entry of a list has ended, and answers their questions who may
 * stay: those who may not are sent to polling. Sessions are spread over some time by the connector. Thread-safe.
 */
final class ReleaseNews implements LinkHandler, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReleaseNews.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Supplier<RulesInForce> rules;
    private final ReleaseJudge judge;
    private final Duration over;

    /** Links, and the rules each was told of. */
    private final Map<Link, RulesInForce> told = new ConcurrentHashMap<>();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "release-news"));

    /** @param over the time over which connectors are to ask about their sessions */
    ReleaseNews(Supplier<RulesInForce> rules, ReleaseJudge judge, Duration over) {
        this.rules = rules;
        this.judge = judge;
        this.over = over;
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void opened(Link link) {
        RulesInForce now = rules.get();
        told.put(link, now);
        tell(link, now);
    }

    @Override
    public void closed(Link link) {
        told.remove(link);
    }

    @Override
    public void said(Link link, FromConnector message) {
        if (message.hasJudge()) {
            Close.Builder close =
                    Close.newBuilder().setCode(CloseCode.USE_POLLING).setReason("use polling");
            for (JudgedSession session : message.getJudge().getSessionsList()) {
                if (!mayStay(session)) {
                    close.addSessions(session.getSession());
                }
            }
            if (close.getSessionsCount() > 0) {
                link.say(FromPusher.newBuilder().setClose(close).build());
            }
        }
    }

    private boolean mayStay(JudgedSession session) {
        try {
            return judge.refusal(session.getGrant()).isEmpty();
        } catch (IllegalArgumentException e) {
            return true; // no rule can be about an id that is none
        }
    }

    private void look() {
        try {
            RulesInForce now = rules.get();
            for (Link link : Set.copyOf(told.keySet())) {
                // The same object until they are others; compared by content they would cost more.
                if (told.replace(link, now) != now) {
                    tell(link, now);
                }
            }
        } catch (RuntimeException e) {
            log.error("unexpected error in sending rules to connectors", e);
        }
    }

    private void tell(Link link, RulesInForce now) {
        link.say(FromPusher.newBuilder()
                .setRejudge(Rejudge.newBuilder()
                        .setRules("%d:%d:%d"
                                .formatted(
                                        now.version(),
                                        now.black().size(),
                                        now.white().size()))
                        .setOverMs((int) over.toMillis()))
                .build());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
