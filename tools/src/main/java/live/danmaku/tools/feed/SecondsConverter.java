package live.danmaku.tools.feed;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seconds, with decimals if wished, as a duration. */
final class SecondsConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (Double.isFinite(seconds)) {
                return Duration.ofMillis(Math.round(seconds * 1e3));
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new TypeConversionException("'%s' (expected: seconds)".formatted(value));
    }
}
