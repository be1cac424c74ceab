package live.danmaku.processor.append;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.model.AcceptedMessage;
import live.danmaku.model.timeline.AppendResult.Appended;

/** Does with each record what its outcome asks for, and counts it. Thread-safe. */
final class Settlement {

    private final Parking parking;
    private final AppendMetrics metrics;
    private final Clock clock;

    Settlement(Parking parking, AppendMetrics metrics, Clock clock) {
        this.parking = parking;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @return those that found the timeline closed, and are to be tried again */
    List<PendingRecord> settle(LaneBatch batch, Appended appended) {
        long now = clock.millis();
        int taken = 0;
        long highestLag = 0;
        List<PendingRecord> closed = new ArrayList<>();
        for (int i = 0; i < batch.records().size(); i++) {
            PendingRecord record = batch.records().get(i);
            AcceptedMessage message = record.message();
            long lag = now - message.acceptedAt();
            switch (appended.outcomes().get(i)) {
                case APPENDED -> {
                    taken++;
                    highestLag = Math.max(highestLag, lag);
                    metrics.appended(message.type(), lag);
                    record.setDone();
                }
                case MERGED -> {
                    taken++;
                    highestLag = Math.max(highestLag, lag);
                    metrics.merged(message.type());
                    record.setDone();
                }
                case DUPLICATE -> {
                    metrics.duplicate(message.type());
                    record.setDone();
                }
                case STALE -> parking.park(record, Parking.Reason.STALE);
                case CLOSED -> closed.add(record);
            }
        }
        batch.lane().appended(batch, taken, highestLag);
        return retry(batch.lane(), closed, now);
    }

    private List<PendingRecord> retry(Lane lane, List<PendingRecord> closed, long now) {
        if (closed.isEmpty() || lane.isPatientWithClosed(now)) {
            return closed;
        }
        closed.forEach(record -> parking.park(record, Parking.Reason.CLOSED));
        return List.of();
    }
}
