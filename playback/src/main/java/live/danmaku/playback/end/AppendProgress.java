package live.danmaku.playback.end;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** How much was accepted, and how much of that processors have appended, by Kafka partition. Never blocks. */
public interface AppendProgress {

    /** Where each partition ends now. */
    CompletionStage<Map<Integer, Long>> ends();

    /** Up to where processors have appended each partition. While they repair a loss that is further back than it was. */
    CompletionStage<Map<Integer, Long>> appended();
}
