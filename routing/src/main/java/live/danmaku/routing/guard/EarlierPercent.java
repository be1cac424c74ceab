package live.danmaku.routing.guard;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.AuditLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * To which percentage to go back: that of before the last raise from a lower one, as the audit tells it; where it tells of
 * none, half of what is. Thread-safe.
 */
final class EarlierPercent {

    private static final int LOOKED_THROUGH = 200;

    /** Less than a percent is not worth halving. */
    private static final int LEAST_HUNDREDTHS = 100;

    private final AuditLog audit;

    EarlierPercent(AuditLog audit) {
        this.audit = audit;
    }

    /** @param hundredths of a percent, as it is now and as it was */
    CompletionStage<Integer> before(int hundredths) {
        return audit.list(Long.MAX_VALUE, LOOKED_THROUGH)
                .thenApply(entries ->
                        raisedFrom(entries, hundredths).orElse(hundredths < LEAST_HUNDREDTHS ? 0 : hundredths / 2));
    }

    private static OptionalInt raisedFrom(List<AuditEntry> newestFirst, int hundredths) {
        return newestFirst.stream()
                .filter(entry -> entry.what().equals("routing grey"))
                .mapToInt(EarlierPercent::before)
                .filter(before -> before >= 0 && before < hundredths)
                .findFirst();
    }

    /** -1 when it was what it is in the beginning. */
    private static int before(AuditEntry entry) {
        JsonNode percent = JsonMapper.shared().readTree(entry.before()).path("percent");
        return percent.isNumber() ? (int) Math.round(percent.doubleValue() * 100) : -1;
    }
}
