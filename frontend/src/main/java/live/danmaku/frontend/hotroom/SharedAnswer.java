package live.danmaku.frontend.hotroom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import live.danmaku.web.limit.AddressRates;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that many get, in the forms they ask for; each form is made once, when somebody asks for it. What only one
 * gets is not packed: that costs more than all else about it. Thread-safe.
 */
final class SharedAnswer {

    private static final int WORTH_PACKING = 1_024;
    private static final int NOT_MODIFIED = Coding.values().length;

    /** To whoever asks too often. */
    static final SharedAnswer TOO_MANY = new SharedAnswer("", AddressRates.problem(), false);

    private final String etag;
    private final byte[] json;
    private final boolean packs;

    /** By {@link Coding}, then the one of who has it already. */
    private final AtomicReferenceArray<@Nullable Form> forms = new AtomicReferenceArray<>(NOT_MODIFIED + 1);

    SharedAnswer(String etag, byte[] json) {
        this(etag, json, true);
    }

    private SharedAnswer(String etag, byte[] json, boolean packs) {
        this.etag = etag;
        this.json = json;
        this.packs = packs;
    }

    /** The same for one reader. */
    SharedAnswer forOne() {
        return new SharedAnswer(etag, json, false);
    }

    /** Of its JSON, in bytes. */
    int size() {
        return json.length;
    }

    /**
     * A whole response as it goes over a connection that stays open.
     *
     * @param known the tag of what the client has
     * @return unreleasable, with indices of its own
     */
    ByteBuf bytes(@Nullable String known, Coding coding) {
        return form(known, coding).whole().duplicate();
    }

    /** The same for who encodes it; its headers are shared and must not be changed. */
    FullHttpResponse response(@Nullable String known, Coding coding) {
        Form form = form(known, coding);
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                form.status(),
                form.body().duplicate(),
                form.headers(),
                EmptyHttpHeaders.INSTANCE);
    }

    private Form form(@Nullable String known, Coding coding) {
        Coding worth = packs && json.length >= WORTH_PACKING ? coding : Coding.PLAIN;
        boolean has = !etag.isEmpty() && etag.equals(known);
        int index = has ? NOT_MODIFIED : worth.ordinal();
        @Nullable Form made = forms.get(index);
        if (made == null) {
            made = has
                    ? Form.of(HttpResponseStatus.NOT_MODIFIED, etag, new byte[0], Coding.PLAIN, packs)
                    : Form.of(status(), etag, worth.pack(json), worth, packs);
            forms.set(index, made);
        }
        return made;
    }

    private HttpResponseStatus status() {
        return etag.isEmpty() ? HttpResponseStatus.TOO_MANY_REQUESTS : HttpResponseStatus.OK;
    }

    /**
     * One form.
     *
     * @param whole head and body; unreleasable, so that every connection may write it
     * @param body the last part of that
     */
    private record Form(HttpResponseStatus status, HttpHeaders headers, ByteBuf whole, ByteBuf body) {

        static Form of(HttpResponseStatus status, String etag, byte[] body, Coding coding, boolean shared) {
            HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
            if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
                headers.set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
                headers.set(HttpHeaderNames.RETRY_AFTER, AddressRates.RETRY_AFTER_S);
                headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            } else {
                headers.set(HttpHeaderNames.ETAG, etag);
                headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
            }
            if (status.equals(HttpResponseStatus.OK)) {
                headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
                headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
                headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            }
            if (coding != Coding.PLAIN) {
                headers.set(HttpHeaderNames.CONTENT_ENCODING, coding.token());
            }
            byte[] head = head(status, headers);
            // Nobody could say when the last reader of these bytes is done, so their memory is the garbage collector's.
            int length = head.length + body.length;
            ByteBuffer memory = shared ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
            memory.put(head).put(body).flip();
            ByteBuf whole = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(memory));
            return new Form(status, headers, whole, whole.slice(head.length, body.length));
        }

        private static byte[] head(HttpResponseStatus status, HttpHeaders headers) {
            StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
            headers.forEach(header -> head.append(header.getKey())
                    .append(": ")
                    .append(header.getValue())
                    .append("\r\n"));
            return head.append("\r\n").toString().getBytes(US_ASCII);
        }
    }
}
