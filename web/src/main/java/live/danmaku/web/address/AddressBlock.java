package live.danmaku.web.address;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The addresses that begin with the same bits, such as {@code 10.0.0.0/8}; one address alone is a block, too. */
final class AddressBlock {

    private final byte[] start;
    private final int bits;

    private AddressBlock(byte[] start, int bits) {
        this.start = start;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when it is none; the text says the value and what is expected */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        @Nullable InetAddress address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address != null) {
            byte[] start = address.getAddress();
            int bits = slash < 0 ? start.length * Byte.SIZE : number(text.substring(slash + 1));
            if (bits >= 0 && bits <= start.length * Byte.SIZE) {
                return new AddressBlock(start, bits);
            }
        }
        throw new IllegalArgumentException(
                "trusted proxies (DANMAKU_TRUSTED_PROXIES): '%s' (expected: addresses or blocks such as 10.0.0.0/8,2001:db8::/32)"
                        .formatted(text));
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        int whole = bits / Byte.SIZE;
        if (bytes.length != start.length || !Arrays.equals(bytes, 0, whole, start, 0, whole)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (bytes[whole] ^ start[whole]) >> (Byte.SIZE - rest) == 0;
    }
}
