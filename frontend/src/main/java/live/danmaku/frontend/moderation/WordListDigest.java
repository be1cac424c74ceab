package live.danmaku.frontend.moderation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import live.danmaku.model.room.WordRule;

/** A short name for a list of words: lists of one name are equal, even those of somebody who wants it otherwise. */
final class WordListDigest {

    private WordListDigest() {}

    static String of(List<WordRule> rules) {
        MessageDigest digest = sha256();
        for (WordRule rule : rules) {
            // Characters as they are: an encoding would replace halves of pairs, and so make unequal words equal.
            String word = rule.word();
            ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + Character.BYTES * word.length());
            bytes.putInt(rule.action().ordinal()).putInt(word.length());
            bytes.asCharBuffer().put(word);
            digest.update(bytes.array());
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JVM without SHA-256", e);
        }
    }
}
