package live.danmaku.model.route;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The version of a client: numbers between dots, compared one by one; what is missing counts as 0.
 *
 * @param parts without zeros at the end, so that 3.2 and 3.2.0 are the same
 */
public record Version(List<Integer> parts) implements Comparable<Version> {

    private static final int MOST_PARTS = 8;
    private static final int MOST_DIGITS = 9;

    public Version {
        int end = parts.size();
        while (end > 1 && parts.get(end - 1) == 0) {
            end--;
        }
        parts = List.copyOf(parts.subList(0, end));
    }

    /** @throws IllegalArgumentException when it is no version; the text says the value and what is expected */
    public static Version parse(String text) {
        List<Integer> parts = new ArrayList<>(4);
        int begin = 0;
        while (begin <= text.length()) {
            int dot = text.indexOf('.', begin);
            int end = dot < 0 ? text.length() : dot;
            if (parts.size() == MOST_PARTS || !isNumber(text, begin, end)) {
                throw new IllegalArgumentException(
                        "version: '%s' (expected: such as 3.2.0; %d numbers at most)".formatted(text, MOST_PARTS));
            }
            parts.add(Integer.parseInt(text, begin, end, 10));
            begin = end + 1;
        }
        return new Version(parts);
    }

    private static boolean isNumber(String text, int begin, int end) {
        if (end == begin || end - begin > MOST_DIGITS) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Version other) {
        int longer = Math.max(parts.size(), other.parts.size());
        for (int i = 0; i < longer; i++) {
            int difference = Integer.compare(part(i), other.part(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private int part(int i) {
        return i < parts.size() ? parts.get(i) : 0;
    }

    @Override
    public String toString() {
        return parts.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
