package live.danmaku.routing.guard;

import java.util.List;
import java.util.Map;

/** What the reports say of the long connections. */
sealed interface Verdict {

    /** For people. */
    String text();

    /** Nothing is to be done. */
    record Fine(String text) implements Verdict {}

    /** Some versions are bad where the others are not. */
    record BadVersions(List<Finding> versions) implements Verdict {

        @Override
        public String text() {
            return String.join("; ", versions.stream().map(Finding::reason).toList());
        }
    }

    /** Long connections are bad, whatever the version. */
    record BadForAll(Finding finding) implements Verdict {

        @Override
        public String text() {
            return finding.reason();
        }
    }

    /**
     * @param subject a version; empty for all
     * @param reason for people
     * @param ofConnects whether it is about connects that fail; else about delay or gaps
     * @param inputs what was measured, by name
     */
    record Finding(String subject, String reason, boolean ofConnects, Map<String, Long> inputs) {

        public Finding {
            inputs = Map.copyOf(inputs);
        }
    }
}
