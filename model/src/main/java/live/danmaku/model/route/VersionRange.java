package live.danmaku.model.route;

/** The versions from one on, up to one, or just one. */
public record VersionRange(Bound bound, Version version) {

    /** Which side of the version is meant. */
    public enum Bound {
        // The longer signs first, because they begin with the shorter ones.
        AT_MOST("<="),
        AT_LEAST(">="),
        BELOW("<"),
        ABOVE(">"),
        EXACTLY("");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    /** @throws IllegalArgumentException when it is no range; the text says the value and what is expected */
    public static VersionRange parse(String text) {
        for (Bound bound : Bound.values()) {
            if (text.startsWith(bound.sign)) {
                try {
                    return new VersionRange(bound, Version.parse(text.substring(bound.sign.length())));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "version: '%s' (expected: such as 3.2.0, <3.2.0, <=3.2.0, >3.2.0 or >=3.2.0)"
                                    .formatted(text),
                            e);
                }
            }
        }
        throw new AssertionError("every text begins with nothing");
    }

    public boolean contains(Version candidate) {
        int order = candidate.compareTo(version);
        return switch (bound) {
            case AT_MOST -> order <= 0;
            case AT_LEAST -> order >= 0;
            case BELOW -> order < 0;
            case ABOVE -> order > 0;
            case EXACTLY -> order == 0;
        };
    }

    @Override
    public String toString() {
        return bound.sign + version;
    }
}
