package live.danmaku.web.ticket;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids unlike any other: a random part that is this process's, and a number. A ticket is signed, so nobody gains by guessing
 * an id, and a random number for each would cost a system call. Thread-safe, without a lock.
 */
final class TicketIds {

    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    TicketIds() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        prefix = Base64.getUrlEncoder().encodeToString(random) + ".";
    }

    String next() {
        byte[] number =
                ByteBuffer.allocate(Long.BYTES).putLong(last.incrementAndGet()).array();
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(number);
    }
}
