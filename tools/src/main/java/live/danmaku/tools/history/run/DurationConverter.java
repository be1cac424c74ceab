package live.danmaku.tools.history.run;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 90s} or {@code 2m} as a duration. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        if (!value.matches("[1-9]\\d{0,5}[sm]")) {
            throw new TypeConversionException("'%s' (expected: such as 90s or 2m)".formatted(value));
        }
        long number = Long.parseLong(value.substring(0, value.length() - 1));
        return value.endsWith("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    }
}
