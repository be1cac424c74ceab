package live.danmaku.push.connector.hub;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Pull;

/**
 * Pulls of sessions that catch up. Sessions with the same question share one pull, as they do after a reconnect of many;
 * so many pulls at a time are open at most, and the others wait in turn. Owned by the hub's thread.
 */
final class PagePulls {

    private final TopicTable table;
    private final OpenPulls pulls;
    private final int most;
    private final ByteBufAllocator allocator;
    private final HubMetrics metrics;
    private final Map<PageQuestion, PagePull> asked = new HashMap<>();
    private final Deque<PagePull> waiting = new ArrayDeque<>();
    private int open;

    PagePulls(TopicTable table, OpenPulls pulls, HubSettings settings, ByteBufAllocator allocator, HubMetrics metrics) {
        this.table = table;
        this.pulls = pulls;
        this.most = settings.mostPages();
        this.allocator = allocator;
        this.metrics = metrics;
    }

    /** @param reader called once with the page; it retains what it keeps */
    void ask(PageQuestion question, Consumer<FramedBatch> reader) {
        PagePull pull = asked.get(question);
        if (pull == null) {
            pull = new PagePull(question);
            asked.put(question, pull);
            waiting.add(pull);
        }
        pull.readers.add(reader);
        askMore();
    }

    /** Asks those in vain no more whose topic has ended, and the others as far as there is room and a pusher. */
    void tick() {
        askMore();
        metrics.waitingPages(waiting.size());
    }

    private void askMore() {
        for (int turns = waiting.size(); turns > 0 && open < most; turns--) {
            PagePull next = waiting.remove();
            if (!table.isFollowed(next.question.topic())) {
                asked.remove(next.question);
                continue;
            }
            List<String> pushers = table.pushersOf(next.question.topic());
            if (pushers.isEmpty()) {
                waiting.add(next);
            } else {
                open++;
                next.ask(pushers.get(next.tries % pushers.size()));
            }
        }
    }

    private final class PagePull implements OpenPulls.Asker {

        private final PageQuestion question;
        private final List<Consumer<FramedBatch>> readers = new ArrayList<>(1);
        private int tries;

        PagePull(PageQuestion question) {
            this.question = question;
        }

        void ask(String pusher) {
            tries++;
            pulls.ask(
                    pusher,
                    Pull.newBuilder()
                            .setTopic(question.topic().name())
                            .setFrom(question.from().toString())
                            .setUntil(question.until().toString())
                            .addEncodings(question.encoding().number()),
                    this);
        }

        @Override
        public void answered(Batch batch) {
            FramedBatch page;
            try {
                page = FramedBatch.of(batch, allocator);
            } catch (IllegalArgumentException e) {
                metrics.malformed();
                unanswered();
                return;
            }
            open--;
            asked.remove(question);
            try {
                readers.forEach(reader -> reader.accept(page));
            } finally {
                page.release();
            }
            askMore();
        }

        /** Stands at the end of those who wait; asked again from the next tick on. */
        @Override
        public void unanswered() {
            open--;
            waiting.add(this);
        }
    }
}
