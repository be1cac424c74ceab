package live.danmaku.model.gift;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The price table: a gift's value comes from here and never from a client. Never blocks. */
@FunctionalInterface
public interface GiftCatalog {

    /** All gifts, cheapest first. */
    CompletionStage<List<Gift>> list();
}
