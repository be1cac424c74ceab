package live.danmaku.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FewOfAKindTest {

    private final LoggerContext logback = new LoggerContext();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final FewOfAKind filter = new FewOfAKind(this::now);
    private long now = Long.MAX_VALUE - 5;

    @BeforeEach
    void listen() {
        logback.addTurboFilter(filter);
        log.start();
        Logger root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(log);
    }

    private long now() {
        return now;
    }

    @Test
    void lines_ofOneKind_areFewInASecond() {
        Logger logger = logback.getLogger("a");
        for (int i = 0; i < 1_000; i++) {
            logger.warn("line {}", i);
        }

        assertThat(lines()).containsExactly("line 0", "line 1", "line 2", "line 3", "line 4");
        assertThat(filter.dropped()).isEqualTo(995);
    }

    @Test
    void lines_leftOut_areToldWithTheNext() {
        Logger logger = logback.getLogger("a");
        for (int i = 0; i < 10; i++) {
            logger.warn("line {}", i);
        }
        log.list.clear();
        now += Duration.ofSeconds(1).toNanos();
        logger.warn("later");
        logger.warn("again");

        assertThat(lines()).containsExactly("5 lines like the next one were left out", "later", "again");
    }

    @Test
    void traces_areFewer_howeverTheyAreGiven() {
        Logger logger = logback.getLogger("a");
        for (int i = 0; i < 10; i++) {
            logger.error("failed", new IllegalStateException());
            logger.error("{} failed", i, new IllegalStateException());
        }

        assertThat(lines()).containsExactly("failed");
    }

    @Test
    void lines_ofOtherKinds_arePassed() {
        for (int i = 0; i < 6; i++) {
            logback.getLogger("a").warn("flood");
        }
        logback.getLogger("a").error("worse");
        logback.getLogger("b").warn("another");

        assertThat(lines()).hasSize(7).endsWith("worse", "another");
    }

    @Test
    void lines_belowTheLevel_areNotCounted() {
        for (int i = 0; i < 10; i++) {
            logback.getLogger("a").debug("nothing");
            assertThat(logback.getLogger("a").isWarnEnabled()).isTrue();
        }

        assertThat(filter.dropped()).isZero();
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
