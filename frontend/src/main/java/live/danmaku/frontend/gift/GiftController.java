package live.danmaku.frontend.gift;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageId;
import live.danmaku.model.UserId;
import live.danmaku.model.gift.GiftCatalog;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the price table, and what became of gifts. */
@Tag(name = "Gifts")
@RestController
public final class GiftController {

    private final GiftCatalog gifts;
    private final GiftOutcomes outcomes;

    public GiftController(GiftCatalog gifts, GiftOutcomes outcomes) {
        this.gifts = gifts;
        this.outcomes = outcomes;
    }

    record GiftRow(String gift, String name, long value) {}

    @Operation(summary = "The price table, cheapest first")
    @GetMapping("/v1/gifts")
    CompletionStage<List<GiftRow>> list() {
        return gifts.list()
                .thenApply(all -> all.stream()
                        .map(gift -> new GiftRow(gift.id(), gift.name(), gift.value()))
                        .toList());
    }

    @Operation(
            summary = "What became of a gift",
            description =
                    "For its sender, services and ops, who may name the sender by uid. A gift that is done is paid.")
    @GetMapping("/v1/gifts/{id}")
    CompletionStage<GiftOutcome> outcome(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String uid,
            @Parameter(hidden = true) Caller caller) {
        return outcomes.of(new MessageId(id), caller, uid == null ? null : new UserId(uid));
    }
}
