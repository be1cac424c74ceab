package live.danmaku.model.telemetry;

/**
 * Clients that are counted together.
 *
 * @param version as they say it; empty when they do not, {@link #OTHER} for those that are too many to be told apart
 * @param network such as {@code wifi}; empty and {@link #OTHER} as above
 */
public record Cohort(Transport transport, String version, String network) {

    public static final String OTHER = "other";
}
