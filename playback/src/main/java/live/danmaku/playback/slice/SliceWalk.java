package live.danmaku.playback.slice;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.archive.ArchivedStream;
import live.danmaku.model.archive.Outline;

/** Goes through the slices of a stretch of a stream, in order, past those that hold nothing of the wanted types. For one caller at a time. */
public final class SliceWalk {

    private final StreamSlices slices;
    private final ArchivedStream stream;
    private final Outline outline;
    private final Set<MessageType> types;
    private final long to;
    private long at;

    /**
     * @param from where the stretch begins, in ms since the stream's beginning
     * @param to where it ends, not included
     */
    public SliceWalk(
            StreamSlices slices, ArchivedStream stream, Outline outline, Set<MessageType> types, long from, long to) {
        this.slices = slices;
        this.stream = stream;
        this.outline = outline;
        this.types = types;
        this.at = from;
        this.to = to;
    }

    /** The next slice, which may hold messages from beside the stretch and of other types; empty at the end. */
    public CompletionStage<Optional<Slice>> next() {
        long next = outline.firstFrom(types, at);
        if (next >= to) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        at = (Math.floorDiv(next, slices.length()) + 1) * slices.length();
        return slices.at(stream, outline, next).thenApply(Optional::of);
    }

    /** Whether there is more to come. */
    public boolean hasNext() {
        return outline.firstFrom(types, at) < to;
    }
}
