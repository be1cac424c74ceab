package live.danmaku.db.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import live.danmaku.model.MessageId;
import live.danmaku.model.merge.Emission;

/** Reads what {@code merge.lua} keeps of a message that is to be shown: a line of fields, then the payload. */
final class EmissionText {

    private EmissionText() {}

    static Emission parse(byte[] member) {
        int line = 0;
        while (member[line] != '\n') {
            line++;
        }
        String[] fields = new String(member, 0, line, UTF_8).split(" ", -1);
        return new Emission(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                new MessageId(fields[3]),
                Arrays.copyOfRange(member, line + 1, member.length),
                Emission.Form.valueOf(fields[4].toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]),
                member);
    }
}
