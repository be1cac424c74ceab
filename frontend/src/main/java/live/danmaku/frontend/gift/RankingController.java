package live.danmaku.frontend.gift;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.frontend.room.Rooms;
import live.danmaku.web.problem.ApiException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows who gave most in a room. */
@Tag(name = "Gifts")
@RestController
public final class RankingController {

    private final Rooms rooms;
    private final Rankings rankings;

    public RankingController(Rooms rooms, Rankings rankings) {
        this.rooms = rooms;
        this.rankings = rankings;
    }

    record RankingRow(String uid, String name, long value) {}

    @Operation(summary = "Senders by the value of their gifts, the greatest first")
    @GetMapping("/v1/rooms/{room}/ranking")
    CompletionStage<List<RankingRow>> ranking(
            @PathVariable String room, @RequestParam(defaultValue = "50") String limit) {
        int most = limit(limit);
        return rooms.require(room)
                .thenCompose(found -> rankings.of(found.id(), most)
                        .thenApply(rows -> rows.stream()
                                .map(row -> new RankingRow(
                                        row.sender().uid().value(), row.sender().name(), row.value()))
                                .toList()));
    }

    private static int limit(String limit) {
        try {
            int most = Integer.parseInt(limit);
            if (most >= 1 && most <= Rankings.MOST_ROWS) {
                return most;
            }
        } catch (NumberFormatException e) {
            // Answered below.
        }
        throw ApiException.badRequest("limit: %s (expected: 1-%d)".formatted(limit, Rankings.MOST_ROWS));
    }
}
