package live.danmaku.model.archive;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import live.danmaku.model.MessageType;

/**
 * When each message of a finished stream was sent, by type: small enough to be kept as a whole. It tells which slices are
 * empty without reading them, how many messages any other holds, and how lively the stream was. Immutable; methods that
 * take types look at these only, and times are in ms since the stream began.
 */
public final class Outline {

    private static final int LONGEST_NUMBER = 10;

    /** Ascending. */
    private final Map<MessageType, long[]> times = new EnumMap<>(MessageType.class);

    private Outline() {}

    /** @param times by type, ascending; not to be changed */
    public static Outline of(Map<MessageType, long[]> times) {
        Outline outline = new Outline();
        outline.times.putAll(times);
        outline.times.values().removeIf(all -> all.length == 0);
        return outline;
    }

    /** What {@link #encode} gave. */
    public static Outline decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Outline outline = new Outline();
        while (in.hasRemaining()) {
            MessageType type = MessageType.values()[in.get()];
            long[] all = new long[(int) readNumber(in)];
            long at = 0;
            for (int i = 0; i < all.length; i++) {
                at += i == 0 ? zigzagBack(readNumber(in)) : readNumber(in);
                all[i] = at;
            }
            outline.times.put(type, all);
        }
        return outline;
    }

    /** Some one or two bytes a message: per type its number and count, then the first time and the steps to each next. */
    public byte[] encode() {
        int most = times.values().stream()
                .mapToInt(all -> 1 + LONGEST_NUMBER * (1 + all.length))
                .sum();
        ByteBuffer out = ByteBuffer.allocate(most);
        times.forEach((type, all) -> {
            out.put((byte) type.ordinal());
            writeNumber(out, all.length);
            for (int i = 0; i < all.length; i++) {
                writeNumber(out, i == 0 ? zigzag(all[0]) : all[i] - all[i - 1]);
            }
        });
        return Arrays.copyOf(out.array(), out.position());
    }

    public long messages() {
        return times.values().stream().mapToLong(all -> all.length).sum();
    }

    /** How many bytes it takes in memory, about. */
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, 64 + 8 * messages());
    }

    /** The first message, or {@link Long#MAX_VALUE} when there is none. */
    public long first(Set<MessageType> types) {
        return firstFrom(types, Long.MIN_VALUE);
    }

    /** The last message, or {@link Long#MIN_VALUE} when there is none. */
    public long last(Set<MessageType> types) {
        long last = Long.MIN_VALUE;
        for (Map.Entry<MessageType, long[]> entry : times.entrySet()) {
            if (types.contains(entry.getKey())) {
                last = Math.max(last, entry.getValue()[entry.getValue().length - 1]);
            }
        }
        return last;
    }

    /** The first message at or after a moment, or {@link Long#MAX_VALUE} when there is none. */
    public long firstFrom(Set<MessageType> types, long at) {
        long first = Long.MAX_VALUE;
        for (Map.Entry<MessageType, long[]> entry : times.entrySet()) {
            long[] all = entry.getValue();
            int index = before(all, at);
            if (index < all.length && types.contains(entry.getKey())) {
                first = Math.min(first, all[index]);
            }
        }
        return first;
    }

    /** How many messages have {@code from ≤ at < to}. */
    public int count(Set<MessageType> types, long from, long to) {
        int count = 0;
        for (Map.Entry<MessageType, long[]> entry : times.entrySet()) {
            if (types.contains(entry.getKey())) {
                count += Math.max(0, before(entry.getValue(), to) - before(entry.getValue(), from));
            }
        }
        return count;
    }

    /** How many of these times lie before a moment. */
    private static int before(long[] all, long at) {
        int low = 0;
        int high = all.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long zigzagBack(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    private static void writeNumber(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long readNumber(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
