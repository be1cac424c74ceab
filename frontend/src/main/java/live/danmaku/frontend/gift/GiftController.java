package live.danmaku.frontend.gift;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.gift.GiftCatalog;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the price table. */
@Tag(name = "Gifts")
@RestController
public final class GiftController {

    private final GiftCatalog gifts;

    public GiftController(GiftCatalog gifts) {
        this.gifts = gifts;
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
}
