package live.danmaku.processor.append;

import java.util.List;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.AcceptedMessage;

/**
 * A step before the append that some type of message must pass: it says which ones may be appended. Messages of other
 * types do not wait for it.
 */
@FunctionalInterface
public interface Admission {

    /**
     * Judges messages that are about to be appended. Never blocks. A stage that fails means <em>unknown</em>: the caller
     * repeats the call until it is answered, so whatever this does must be harmless when it is done twice; so must it be
     * for messages that are delivered again.
     *
     * @param messages of one topic and type, in the order they came; at most one append's worth
     * @return one for each message, in their order
     */
    CompletionStage<List<Verdict>> admit(List<AcceptedMessage> messages);

    /** What is to become of a message. */
    enum Verdict {
        /** It is appended. */
        ADMITTED,
        /** It is not appended, whoever must know has been told, and nothing is left to do. */
        REFUSED,
        /** It is not what its type says; people should look at it. */
        UNREADABLE
    }
}
