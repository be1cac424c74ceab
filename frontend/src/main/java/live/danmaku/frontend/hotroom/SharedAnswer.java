package live.danmaku.frontend.hotroom;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The bytes that many get, in the forms they ask for; each form is made once, when somebody asks for it. Thread-safe. */
final class SharedAnswer {

    private static final int WORTH_COMPRESSING = 1_024;

    private final String etag;
    private final byte[] json;
    private final Form plain;
    private final Form notModified;
    private volatile @Nullable Form gzip;

    /** @param body unreleasable, so that every response may hold it */
    private record Form(HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {

        FullHttpResponse response() {
            return new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, status, body.duplicate(), headers, EmptyHttpHeaders.INSTANCE);
        }
    }

    SharedAnswer(String etag, byte[] json) {
        this.etag = etag;
        this.json = json;
        this.plain = form(HttpResponseStatus.OK, json, null);
        this.notModified = form(HttpResponseStatus.NOT_MODIFIED, new byte[0], null);
    }

    /**
     * A response of its own for one client; its headers are shared and must not be changed.
     *
     * @param known the tag of what the client has
     * @param takesGzip whether it can read that
     */
    FullHttpResponse response(@Nullable String known, boolean takesGzip) {
        if (etag.equals(known)) {
            return notModified.response();
        }
        return (takesGzip && json.length >= WORTH_COMPRESSING ? gzip() : plain).response();
    }

    private Form gzip() {
        Form made = gzip;
        if (made == null) {
            made = form(HttpResponseStatus.OK, gzipped(json), HttpHeaderValues.GZIP.toString());
            gzip = made;
        }
        return made;
    }

    private Form form(HttpResponseStatus status, byte[] body, @Nullable String encoding) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.ETAG, etag);
        headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (status.equals(HttpResponseStatus.OK)) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
            headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        }
        if (encoding != null) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, encoding);
        }
        return new Form(status, headers, shareable(body));
    }

    /** Nobody could say when the last reader of these bytes is done, so their memory is the garbage collector's. */
    private static ByteBuf shareable(byte[] bytes) {
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(memory).asReadOnly());
    }

    private static byte[] gzipped(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
