package live.danmaku.tools.history.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.danmaku.tools.history.fault.FaultKind;
import live.danmaku.tools.history.record.HistoryClock;
import live.danmaku.tools.history.record.HistoryFile;
import live.danmaku.tools.history.record.Send;
import live.danmaku.tools.history.system.Api;
import live.danmaku.tools.history.system.Fronts;

/**
 * Sends one message after the other, each only when the one before has its 202, to one of the rooms at a time: comments
 * mostly, some gifts and {@code system} messages. What gets no clear answer is sent again until {@link #PATIENCE} is over.
 */
final class Writer implements Runnable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
    private static final int MOST_TO_REPEAT = 20;

    private final Fronts fronts;
    private final String uid;
    private final String token;
    private final Rooms rooms;
    private final GiftPrice gift;
    private final HistoryFile history;
    private final RunNotes notes;
    private final RunClock clock;
    private final Random random;
    private final double rate;
    private final boolean repeating;
    private final List<DraftMessage> toRepeat = new ArrayList<>();
    private volatile Api front;

    Writer(
            Fronts fronts,
            String uid,
            Rooms rooms,
            GiftPrice gift,
            HistoryFile history,
            RunNotes notes,
            RunClock clock,
            ScenarioSettings settings)
            throws InterruptedException {
        this.fronts = fronts;
        this.front = fronts.get();
        this.uid = uid;
        this.token = front.token(uid, "service");
        this.rooms = rooms;
        this.gift = gift;
        this.history = history;
        this.notes = notes;
        this.clock = clock;
        this.random = new Random(settings.seed() ^ uid.hashCode());
        this.rate = settings.rate();
        this.repeating = settings.has(FaultKind.RETRY);
    }

    /** Writes until the clock has run out; blocks. */
    @Override
    public void run() {
        try {
            for (int number = 1; clock.isRunning(); number++) {
                long begin = System.nanoTime();
                write(draft(uid + "-" + number));
                if (repeating && !toRepeat.isEmpty() && random.nextInt(20) == 0) {
                    attempt(toRepeat.remove(random.nextInt(toRepeat.size())));
                }
                // Uneven, so that writers meet in all ways; the mean is 1/rate.
                long pause = (long) (2 * random.nextDouble() * 1e9 / rate) - (System.nanoTime() - begin);
                if (pause > 0) {
                    TimeUnit.NANOSECONDS.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DraftMessage draft(String id) {
        String room = rooms.any(random);
        int chance = random.nextInt(100);
        if (chance < 10) {
            return DraftMessage.gift(room, id, gift, 1 + random.nextInt(3));
        }
        return chance < 15 ? DraftMessage.system(room, id) : DraftMessage.comment(room, id);
    }

    private void write(DraftMessage message) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        if (message.value() > 0) {
            notes.gave(message.id());
        }
        boolean twice = repeating && random.nextInt(20) == 0;
        Send answer = twice ? attemptTwice(message) : attempt(message);
        while (!answer.isAccepted() && mayHelp(answer) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(400));
            front = fronts.after(front);
            answer = attempt(message);
        }
        if (answer.isAccepted() && toRepeat.size() < MOST_TO_REPEAT && random.nextInt(10) == 0) {
            toRepeat.add(message);
        }
    }

    private static boolean mayHelp(Send answer) {
        return !answer.isRefused() || answer.status() == 429;
    }

    private Send attempt(DraftMessage message) throws InterruptedException {
        return Api.result(start(message));
    }

    /** Twice at the same time; returns the answer that is better. */
    private Send attemptTwice(DraftMessage message) throws InterruptedException {
        CompletableFuture<Send> twin = start(message);
        Send one = attempt(message);
        Send other = Api.result(twin);
        return other.isAccepted() ? other : one;
    }

    private CompletableFuture<Send> start(DraftMessage message) {
        long sentAt = HistoryClock.now();
        return front.send("POST", message.path(), token, message.json()).thenApply(answer -> {
            Send send = new Send(
                    uid,
                    message.room(),
                    message.type(),
                    message.id(),
                    message.value(),
                    sentAt,
                    HistoryClock.now(),
                    answer.status());
            history.write(send);
            if (send.isAccepted() && message.value() == 0) {
                notes.accepted(message.id());
            }
            return send;
        });
    }
}
