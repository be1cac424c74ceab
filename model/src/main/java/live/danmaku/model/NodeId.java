package live.danmaku.model;

/**
 * Which connector.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 _ - . :}
 */
public record NodeId(String value) {

    /** @throws IllegalArgumentException when the value is no node id; the text says the value and what is expected */
    public NodeId {
        Ids.require("node id", value, "_-.:");
    }

    @Override
    public String toString() {
        return value;
    }
}
