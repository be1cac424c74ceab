package live.danmaku.web.address;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a request says of proxies on its way. Only trusted ones can be believed; but whoever says anything does not come
 * from this machine itself.
 *
 * @param isAny whether there is a {@code Forwarded}, {@code Via} or {@code X-Forwarded-...} header
 * @param standard the lines of {@code Forwarded}
 * @param usual the lines of {@code X-Forwarded-For}
 */
public record Forwarding(boolean isAny, List<String> standard, List<String> usual) {

    public static final Forwarding NONE = new Forwarding(false, List.of(), List.of());

    private static final String STANDARD = "forwarded";
    private static final String USUAL = "x-forwarded-for";
    private static final String BEGINNING = "x-forwarded-";
    private static final String VIA = "via";

    static Forwarding of(HttpHeaders headers) {
        boolean any = false;
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext() && !any) {
            any = isOfProxies(all.next().getKey().toString());
        }
        return any ? new Forwarding(true, headers.getAll(STANDARD), headers.getAll(USUAL)) : NONE;
    }

    static Forwarding of(org.springframework.http.HttpHeaders headers) {
        List<String> standard = new ArrayList<>();
        List<String> usual = new ArrayList<>();
        boolean[] any = new boolean[1];
        headers.forEach((name, values) -> {
            if (isOfProxies(name)) {
                any[0] = true;
                if (name.equalsIgnoreCase(STANDARD)) {
                    standard.addAll(values);
                } else if (name.equalsIgnoreCase(USUAL)) {
                    usual.addAll(values);
                }
            }
        });
        return any[0] ? new Forwarding(true, standard, usual) : NONE;
    }

    private static boolean isOfProxies(String name) {
        return switch (name.length()) {
            case 3 -> name.equalsIgnoreCase(VIA);
            case 9 -> name.equalsIgnoreCase(STANDARD);
            default -> name.regionMatches(true, 0, BEGINNING, 0, BEGINNING.length());
        };
    }
}
