package live.danmaku.model.route;

/**
 * How busy a node is.
 *
 * @param sessions long connections now
 * @param capacity how many it takes
 * @param backlogBytes what waits to be written to clients
 * @param cpu the share of its machine's cores that it uses, 0 to 1
 * @param bytesPerSecond what it writes to clients
 */
public record NodeLoad(int sessions, int capacity, long backlogBytes, double cpu, long bytesPerSecond) {

    /** @throws IllegalArgumentException when a number is impossible; the text says the value and what is expected */
    public NodeLoad {
        if (sessions < 0 || capacity < 0 || backlogBytes < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "load: %d of %d sessions, %d bytes waiting, %d bytes/s (expected: nothing negative)"
                            .formatted(sessions, capacity, backlogBytes, bytesPerSecond));
        }
        if (!(cpu >= 0)) {
            throw new IllegalArgumentException("cpu: %s (expected: 0 to 1)".formatted(cpu));
        }
    }
}
