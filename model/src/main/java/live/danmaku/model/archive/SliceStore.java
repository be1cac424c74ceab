package live.danmaku.model.archive;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Slices and outlines that all processes share; a cache, which may forget any of them at any time. Never blocks; stages fail
 * when the store cannot be reached.
 */
public interface SliceStore {

    /**
     * The messages of a slice, in the order {@link ArchivedMessage#BY_TIME}.
     *
     * @param expected how many there must be; what holds another number counts as absent
     */
    CompletionStage<Optional<List<ArchivedMessage>>> find(SliceKey slice, int expected);

    /** Keeps a slice for some time. Nobody sees a part of it. */
    CompletionStage<Void> put(SliceKey slice, List<ArchivedMessage> messages);

    CompletionStage<Optional<Outline>> outline(ArchivedStream stream);

    CompletionStage<Void> putOutline(ArchivedStream stream, Outline outline);
}
