package live.danmaku.web.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says why input cannot be read, in words that need no knowledge of our classes. */
final class UnreadableInput {

    private UnreadableInput() {}

    static String detail(ServerWebInputException e) {
        Throwable cause = e.getMostSpecificCause();
        if (cause instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch);
        }
        if (cause instanceof JacksonException json) {
            // Jackson tells which of its own settings drew the line; that is not for callers.
            String why = json.getOriginalMessage().replaceAll(", from `[^`]*`", "");
            return "malformed JSON: %s (expected: a JSON object)".formatted(firstLine(why));
        }
        if (e.getCause() instanceof TypeMismatchException mismatch) {
            return "%s: '%s' (expected: %s)"
                    .formatted(name(e.getMethodParameter()), mismatch.getValue(), kind(mismatch.getRequiredType()));
        }
        String reason = String.valueOf(e.getReason());
        return reason.startsWith("No request body") ? "no request body (expected: a JSON object)" : firstLine(reason);
    }

    private static String mismatch(MismatchedInputException e) {
        String path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                .collect(Collectors.joining("."));
        String given =
                e instanceof InvalidFormatException format ? "'" + format.getValue() + "'" : kind(e.getCurrentToken());
        return "%s: %s (expected: %s)"
                .formatted(path.isEmpty() ? "request body" : path, given, kind(e.getTargetType()));
    }

    private static String name(@Nullable MethodParameter parameter) {
        return parameter == null ? "value" : Objects.requireNonNullElse(parameter.getParameterName(), "value");
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                token.name().substring("VALUE_".length()).toLowerCase(Locale.ROOT);
            default -> "something else";
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("cannot be read");
    }
}
