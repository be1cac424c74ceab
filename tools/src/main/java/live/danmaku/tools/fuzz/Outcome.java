package live.danmaku.tools.fuzz;

/**
 * The end of one input.
 *
 * @param status of the last answer; 0 when there was none
 * @param isOverload whether it was a 503 with {@code Retry-After}
 * @param isSilent whether neither an answer nor the connection's end came in time
 */
record Outcome(int status, boolean isOverload, boolean isSilent) {

    static final Outcome CLOSED = new Outcome(0, false, false);
    static final Outcome SILENT = new Outcome(0, false, true);

    static Outcome answered(int status, boolean hasRetryAfter) {
        return new Outcome(status, status == 503 && hasRetryAfter, false);
    }

    boolean isServerError() {
        return status >= 500 && !isOverload;
    }
}
