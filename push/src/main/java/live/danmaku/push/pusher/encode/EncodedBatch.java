package live.danmaku.push.pusher.encode;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Encoded;
import org.jspecify.annotations.Nullable;

/** A batch and the encodings of it that somebody has asked for. Of its encoder's thread; what it gives may go anywhere. */
public final class EncodedBatch {

    private final BatchEncoder encoder;
    private final PacketSource full;
    private final @Nullable PacketSource essential;
    private final Map<Encoding, Encoded> made = new EnumMap<>(Encoding.class);

    EncodedBatch(BatchContent content, BatchEncoder encoder) {
        this.encoder = encoder;
        full = new PacketSource(content);
        BatchContent kept = content.essential();
        essential = kept == content ? null : new PacketSource(kept);
    }

    public BatchContent content() {
        return full.content();
    }

    /** As it travels on the link; {@code request}, {@code more} and the like are the caller's to add. */
    public Batch.Builder with(Collection<Encoding> encodings) {
        BatchContent content = full.content();
        Batch.Builder batch = Batch.newBuilder()
                .setTopic(content.topic().name())
                .setFrom(content.from().toString())
                .setTo(content.to().toString())
                .setGap(content.gap())
                .setMessages(content.messages().size())
                .setLeftOut(content.leftOut());
        encodings.forEach(encoding -> batch.addEncoded(made.computeIfAbsent(encoding, this::encode)));
        return batch;
    }

    private Encoded encode(Encoding encoding) {
        Encoded.Builder encoded =
                Encoded.newBuilder().setEncoding(encoding.number()).setFull(wrap(encoder.encode(full, encoding)));
        PacketSource kept = essential;
        if (kept != null) {
            encoded.setEssential(
                            kept.content().messages().isEmpty()
                                    ? ByteString.EMPTY
                                    : wrap(encoder.encode(kept, encoding)))
                    .setEssentialLeftOut(kept.content().leftOut());
        }
        return encoded.build();
    }

    private static ByteString wrap(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
