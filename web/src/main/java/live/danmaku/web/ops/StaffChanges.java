package live.danmaku.web.ops;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.ops.AuditEntry;
import live.danmaku.model.ops.AuditLog;
import live.danmaku.model.room.Room;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The audit of what moderators, services and ops change in rooms. What a host does in a room of their own is not in it:
 * that is the host's business, and anybody may be one. Thread-safe.
 */
public final class StaffChanges {

    private final AuditLog audit;
    private final Clock clock;

    public StaffChanges(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Keeps a change; to be called before it is made.
     *
     * @param what for people, with the room's id
     * @param before JSON
     * @param after JSON
     * @param reason as it came
     * @return fails when it cannot be kept; the change is not to be made then
     * @throws ApiException 400 when the reason is too long
     */
    public CompletionStage<Void> note(
            Caller caller, Room room, String what, String before, String after, @Nullable String reason) {
        String why = ChangeReason.of(reason);
        return caller.uid().equals(room.host().uid())
                ? CompletableFuture.completedFuture(null)
                : noteAlways(caller, what, before, after, why);
    }

    /** As {@link #note}, of what has no host yet. */
    public CompletionStage<Void> noteAlways(
            Caller caller, String what, String before, String after, @Nullable String reason) {
        return audit.record(new AuditEntry(
                        0, clock.millis(), caller.uid().value(), what, before, after, ChangeReason.of(reason)))
                .thenAccept(version -> {});
    }
}
