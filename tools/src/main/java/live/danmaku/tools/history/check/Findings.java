package live.danmaku.tools.history.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the checks have found: what is wrong, and what would be if it had no explanation. For one thread. */
final class Findings {

    private final List<Finding> wrong = new ArrayList<>();
    private final Map<String, Integer> explained = new TreeMap<>();

    void add(Finding finding) {
        wrong.add(finding);
    }

    /** @param what without a number, as {@code gaps told after a lost suffix} */
    void explain(String what) {
        explained.merge(what, 1, Integer::sum);
    }

    List<Finding> wrong() {
        return wrong;
    }

    /** How often, by what. */
    Map<String, Integer> explained() {
        return explained;
    }
}
