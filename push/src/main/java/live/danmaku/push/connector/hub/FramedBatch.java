package live.danmaku.push.connector.hub;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import java.util.List;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Encoded;
import org.jspecify.annotations.Nullable;

/**
 * A batch as it goes to sessions: framed once in each encoding that it came in. Reference-counted as its frames are;
 * never changes, so any thread may read it.
 */
final class FramedBatch extends AbstractReferenceCounted {

    private final Cursor from;
    private final Cursor to;
    private final boolean gap;
    private final boolean more;
    private final boolean ahead;
    private final int messages;
    private final int leftOut;
    private final @Nullable Form[] forms;
    private final int bytes;

    /**
     * One encoding of a batch.
     *
     * @param full null when nothing of the batch is for this encoding
     * @param shrinks whether something may be left out for a session that cannot keep up
     * @param essential the rest; null when nothing remains
     * @param essentialLeftOut how many messages are not in the rest
     * @param unfit whether it is too large to be sent at all
     */
    record Form(
            @Nullable Frame full, boolean shrinks, @Nullable Frame essential, int essentialLeftOut, boolean unfit) {

        static Form of(Encoded encoded, Encoding encoding, ByteBufAllocator allocator) {
            try {
                Frame full = frame(encoding, encoded.getFull(), allocator);
                Frame essential = encoded.hasEssential() ? frame(encoding, encoded.getEssential(), allocator) : null;
                return new Form(full, encoded.hasEssential(), essential, encoded.getEssentialLeftOut(), false);
            } catch (IllegalArgumentException e) {
                return new Form(null, false, null, 0, true);
            }
        }

        private static @Nullable Frame frame(
                Encoding encoding, com.google.protobuf.ByteString packets, ByteBufAllocator allocator) {
            return packets.isEmpty() ? null : Frame.of(encoding, packets.asReadOnlyByteBuffer(), allocator);
        }

        int bytes() {
            return full == null ? 0 : full.size();
        }

        void release() {
            if (full != null) {
                full.release();
            }
            if (essential != null) {
                essential.release();
            }
        }
    }

    private FramedBatch(Batch batch, @Nullable Form[] forms, int bytes) {
        this.from = Cursor.parse(batch.getFrom());
        this.to = Cursor.parse(batch.getTo());
        this.gap = batch.getGap();
        this.more = batch.getMore();
        this.ahead = batch.getAhead();
        this.messages = batch.getMessages();
        this.leftOut = batch.getLeftOut();
        this.forms = forms;
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when a cursor is none */
    static FramedBatch of(Batch batch, ByteBufAllocator allocator) {
        List<Encoded> encoded = batch.getEncodedList();
        @Nullable Form[] forms = new Form[Encoding.values().length];
        int bytes = 0;
        try {
            for (Encoded one : encoded) {
                Encoding encoding = Encoding.find(one.getEncoding()).orElse(null);
                if (encoding != null && forms[encoding.ordinal()] == null) {
                    Form form = Form.of(one, encoding, allocator);
                    forms[encoding.ordinal()] = form;
                    bytes += form.bytes();
                }
            }
            return new FramedBatch(batch, forms, bytes);
        } catch (IllegalArgumentException e) {
            release(forms);
            throw e;
        }
    }

    /** The place that it goes on from. */
    Cursor from() {
        return from;
    }

    /** The place that it leads to. */
    Cursor to() {
        return to;
    }

    boolean gap() {
        return gap;
    }

    boolean more() {
        return more;
    }

    boolean ahead() {
        return ahead;
    }

    int messages() {
        return messages;
    }

    boolean moves() {
        return !from.equals(to);
    }

    /** Whether it holds nothing that any session would have to be told. */
    boolean isSilent() {
        return messages == 0 && leftOut == 0;
    }

    /** Null when it did not come in this encoding. */
    @Nullable
    Form form(Encoding encoding) {
        return forms[encoding.ordinal()];
    }

    /** How many bytes all its encodings have together. */
    int bytes() {
        return bytes;
    }

    @Override
    protected void deallocate() {
        release(forms);
    }

    private static void release(@Nullable Form[] forms) {
        for (Form form : forms) {
            if (form != null) {
                form.release();
            }
        }
    }

    @Override
    public FramedBatch retain() {
        super.retain();
        return this;
    }

    @Override
    public FramedBatch touch(Object hint) {
        return this;
    }
}
