package live.danmaku.embedded;

import java.io.IOException;

/**
 * Starts processes one at a time, and never while a program is being unpacked: a child that is forked in that moment holds
 * the program's file open for writing until it has become another program itself, and starting the unpacked one fails
 * with "Text file busy". Whoever unpacks holds this class's lock.
 */
final class Fork {

    private Fork() {}

    static synchronized Process start(ProcessBuilder command) throws IOException {
        return command.start();
    }
}
