package live.danmaku.tools.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to every documented operation, as any role, with hostile values. Not thread-safe. */
final class HttpInputs {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/x-ndjson",
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "*/*",
            "a",
            "application/json;q=\"",
            "");
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Accept-Charset",
            "If-None-Match",
            "If-Modified-Since",
            "Range",
            "Last-Event-ID",
            "Cookie",
            "Origin",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix",
            "Via",
            "Expect",
            "TE",
            "Upgrade",
            "Content-Encoding",
            "X-HTTP-Method-Override",
            "Access-Control-Request-Method",
            "Referer");

    private final Hostile hostile;
    private final HostileJson json;
    private final Target target;

    HttpInputs(Hostile hostile, Target target) {
        this.hostile = hostile;
        this.json = new HostileJson(hostile);
        this.target = target;
    }

    HostileInput next() {
        return HostileInput.request(InputKind.HTTP, request());
    }

    byte[] request() {
        Operation operation = hostile.oneOf(target.operations());
        List<String> lines = new ArrayList<>();
        lines.add(operation.method() + " " + address(operation) + " HTTP/1.1");
        lines.add("Host: " + target.host());
        String token = hostile.oneOf(target.tokens());
        if (!token.isEmpty()) {
            lines.add("Authorization: Bearer " + token);
        }
        if (hostile.oneIn(5)) {
            lines.add(hostile.oneOf(HEADERS) + ": " + headerValue());
        }
        byte[] body = body(operation);
        if (body.length > 0 || !operation.contentType().isEmpty()) {
            String type = hostile.oneIn(15) ? hostile.oneOf(CONTENT_TYPES) : operation.contentType();
            lines.add("Content-Type: " + (type.isEmpty() ? "application/json" : type));
            lines.add("Content-Length: " + body.length);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private byte[] body(Operation operation) {
        return operation.contentType().isEmpty()
                ? new byte[0]
                : json.body(operation.properties()).getBytes(UTF_8);
    }

    private String address(Operation operation) {
        StringBuilder address = new StringBuilder();
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            variables.appendReplacement(address, Matcher.quoteReplacement(encoded(pathValue(operation))));
        }
        variables.appendTail(address);
        String separator = "?";
        for (String name : operation.queries()) {
            if (hostile.oneIn(2)) {
                address.append(separator).append(name).append('=').append(encoded(hostile.text()));
                separator = "&";
            }
        }
        if (hostile.oneIn(10)) {
            address.append(separator)
                    .append(encoded(hostile.text()))
                    .append('=')
                    .append(encoded(hostile.text()));
        }
        return address.toString();
    }

    /** Rooms of the run stay live but for now and then one. */
    private String pathValue(Operation operation) {
        boolean isLast = operation.path().endsWith("/end");
        int oneIn = isLast ? 500 : 2;
        return hostile.oneIn(oneIn) ? hostile.oneOf(target.rooms()) : hostile.text();
    }

    private static String encoded(String text) {
        String encoded = URLEncoder.encode(text, UTF_8).replace("+", "%20");
        return encoded.length() > 3_000 ? encoded.substring(0, 3_000 - 3_000 % 3) : encoded;
    }

    /** Anything that may stand in a header's line. */
    private String headerValue() {
        String value = switch (hostile.below(4)) {
            case 0 -> "a/b,".repeat(1 + hostile.below(200));
            case 1 -> "\"" + hostile.text() + "\", W/\"x\", *";
            case 2 -> "bytes=" + hostile.text() + "-";
            default -> hostile.text();
        };
        return value.replaceAll("[\\x00-\\x1f\\x7f]", "") + ";q=" + hostile.below(3);
    }
}
