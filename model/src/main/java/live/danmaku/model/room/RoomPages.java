package live.danmaku.model.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks for all rooms in a state, page by page, so that no answer is large however many rooms there are. */
final class RoomPages {

    private static final int PAGE = 2_000;

    private RoomPages() {}

    static CompletionStage<List<Room>> all(RoomStore rooms, RoomState state) {
        return after(rooms, state, null, new ArrayList<>());
    }

    private static CompletionStage<List<Room>> after(
            RoomStore rooms, RoomState state, @Nullable Room last, List<Room> before) {
        return rooms.page(state, PAGE, last).thenCompose(page -> {
            before.addAll(page);
            return page.size() < PAGE
                    ? CompletableFuture.completedFuture(before)
                    : after(rooms, state, page.get(page.size() - 1), before);
        });
    }
}
