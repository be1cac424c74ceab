package live.danmaku.db.mysql;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;

/** What MySQL's error codes mean. */
final class MySqlErrors {

    private static final int DUPLICATE_KEY = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int LOCK_NOWAIT = 3572;

    private MySqlErrors() {}

    /** MySQL's code of a failure, or 0 when it is none of MySQL's. */
    static int code(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause ? cause.getErrorCode() : 0;
    }

    /** Whether another transaction holds a row, and has done so for as long as was waited. */
    static boolean isHeld(int code) {
        return code == LOCK_WAIT_TIMEOUT || code == LOCK_NOWAIT;
    }

    /** Whether another transaction did the same a moment earlier, or went first where two waited for each other. */
    static boolean isOvertaken(int code) {
        return code == DUPLICATE_KEY || code == DEADLOCK;
    }
}
