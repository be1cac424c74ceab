package live.danmaku.db.mysql;

import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.gift.Gift;
import live.danmaku.model.gift.GiftCatalog;

/** The price table {@code gifts}. Thread-safe. */
public final class MySqlGifts implements GiftCatalog {

    private final MySqlLink mysql;

    public MySqlGifts(MySqlLink mysql) {
        this.mysql = mysql;
    }

    @Override
    public CompletionStage<List<Gift>> list() {
        return mysql.call(jdbc -> jdbc.sql("SELECT gift, name, value FROM gifts ORDER BY value, gift")
                .query((row, number) -> new Gift(row.getString("gift"), row.getString("name"), row.getLong("value")))
                .list());
    }
}
