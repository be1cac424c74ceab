package live.danmaku.db.mysql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Gives up a connection to a server that has become read-only: a fail-over has made another one the master. */
public final class ReadOnlyIsLeft implements SQLExceptionOverride {

    /** Of {@code --read-only} and {@code --super-read-only}, and of a whole transaction. */
    private static final int OPTION_PREVENTS_STATEMENT = 1290;

    private static final int READ_ONLY_MODE = 1836;

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        int code = failure.getErrorCode();
        return code == OPTION_PREVENTS_STATEMENT || code == READ_ONLY_MODE
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
