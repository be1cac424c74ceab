package live.danmaku.tools.feed;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 20} is twenty times as fast as recorded, {@code max} as fast as the server accepts (infinity). */
final class SpeedConverter implements ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
        if (value.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double speed = Double.parseDouble(value);
            if (speed > 0) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new TypeConversionException("'%s' (expected: a number above 0, or max)".formatted(value));
    }
}
