package live.danmaku.standalone.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP/1.1 answer as it was read from a socket; its body has a {@code Content-Length} or is empty. */
record RawAnswer(int status, String body) {

    static RawAnswer read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended after: " + head.toString(ISO_8859_1));
            }
            head.write(next);
        }
        String text = head.toString(ISO_8859_1);
        int length = text.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return new RawAnswer(Integer.parseInt(text.substring(9, 12)), new String(in.readNBytes(length), UTF_8));
    }

    /** The user that the token in the body was made for. */
    String tokenSubject() {
        String token = JsonMapper.shared().readTree(body).path("token").asString("");
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JsonMapper.shared().readTree(claims).path("sub").asString("");
    }
}
