package live.danmaku.model.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.danmaku.model.DeviceId;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The rules, ready to be asked: black list, white list, main switch, percentage; the first that is about a client decides.
 * Ops' switch {@code push} is above the white list, because it is for the day when long connections themselves are the
 * trouble. Immutable; asking takes no lock and does no I/O.
 */
public record RulesInForce(long version, GreyRelease grey, RouteList black, RouteList white) {

    /** @param pushSwitch ops' switch {@code push} */
    public RouteDecision decide(RouteSubject subject, boolean pushSwitch) {
        if (black.find(subject) != null) {
            return RouteDecision.DENIED_BY_LIST;
        }
        if (!pushSwitch) {
            return RouteDecision.SWITCHED_OFF;
        }
        if (white.find(subject) != null) {
            return RouteDecision.GRANTED_BY_LIST;
        }
        if (!grey.enabled()) {
            return RouteDecision.SWITCHED_OFF;
        }
        return isWithin(subject) ? RouteDecision.WITHIN : RouteDecision.OUTSIDE;
    }

    /** A client that says neither user nor device is nobody to whom a percentage can be true tomorrow: all or nothing. */
    private boolean isWithin(RouteSubject subject) {
        int bucket = bucketOf(subject);
        return bucket < 0 ? grey.hundredths() == 10_000 : grey.covers(bucket);
    }

    private int bucketOf(RouteSubject subject) {
        @Nullable UserId uid = subject.uid();
        @Nullable DeviceId device = subject.device();
        return uid != null ? grey.bucketOf(uid) : device != null ? grey.bucketOf(device) : -1;
    }

    /** The rules that {@link #decide} looks at, in order; the last one decides. */
    public List<RuleLook> explain(RouteSubject subject, boolean pushSwitch) {
        List<RuleLook> looks = new ArrayList<>();
        if (look(looks, RouteRule.BLACK, black.find(subject))) {
            return looks;
        }
        boolean listed = look(looks, RouteRule.WHITE, white.find(subject));
        if (!pushSwitch) {
            looks.add(new RuleLook(RouteRule.SWITCH, true, "ops' switch push is off, for the white list, too"));
        } else if (!listed && !grey.enabled()) {
            looks.add(new RuleLook(RouteRule.SWITCH, true, "the grey release is not enabled"));
        } else if (!listed) {
            looks.add(new RuleLook(RouteRule.SWITCH, false, "the grey release is enabled"));
            looks.add(new RuleLook(RouteRule.PERCENT, isWithin(subject), place(subject)));
        }
        return looks;
    }

    private static boolean look(List<RuleLook> looks, RouteRule rule, @Nullable ListEntry entry) {
        if (entry == null) {
            looks.add(new RuleLook(rule, false, "no entry is about this client"));
            return false;
        }
        ListPlace place = entry.place();
        String reason = entry.why().isEmpty() ? "" : ": " + entry.why();
        looks.add(new RuleLook(
                rule,
                true,
                "%s %s, by %s in version %d%s"
                        .formatted(place.kind().wireName(), place.value(), entry.who(), entry.version(), reason)));
        return true;
    }

    private String place(RouteSubject subject) {
        String percent = percent(grey.hundredths());
        int bucket = bucketOf(subject);
        if (bucket < 0) {
            return "neither uid nor device, so in at 100 percent only; the release is at " + percent;
        }
        return "the %s is at place %s; the release goes up to %s"
                .formatted(subject.uid() != null ? "uid" : "device", percent(bucket), percent);
    }

    private static String percent(int hundredths) {
        return String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
    }
}
