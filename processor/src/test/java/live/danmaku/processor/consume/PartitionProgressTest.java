package live.danmaku.processor.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import live.danmaku.processor.append.PendingRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

    private final PartitionProgress progress = PartitionProgress.assigned(new Beginning(10, 0, "store", 0));

    @Test
    void takeCommit_aGapInWhatIsDone_stopsBeforeIt() {
        PendingRecord first = add(10);
        PendingRecord second = add(11);
        PendingRecord third = add(14);
        first.setDone();
        third.setDone();

        assertThat(progress.takeCommit()).contains(new OffsetAndMetadata(11, "1010 store"));
        assertThat(progress.size()).isEqualTo(1);

        second.setDone();
        assertThat(progress.takeCommit()).contains(new OffsetAndMetadata(15, "1014 store"));
        assertThat(progress.size()).isZero();
    }

    @Test
    void size_manyDoneBehindOneThatIsNot_countsThatOneOnly() {
        PendingRecord slow = add(10);
        for (int offset = 11; offset <= 20_000; offset++) {
            add(offset).setDone();
        }

        assertThat(progress.size()).isEqualTo(1);
        assertThat(progress.takeCommit()).isEmpty();

        slow.setDone();
        assertThat(progress.takeCommit()).contains(new OffsetAndMetadata(20_001, "21000 store"));
    }

    @Test
    void takeCommit_nothingNew_isEmpty() {
        add(10).setDone();
        assertThat(progress.takeCommit()).isPresent();

        assertThat(progress.takeCommit()).isEqualTo(Optional.empty());
    }

    @Test
    void takeCommit_afterSizeWasAsked_stillHasWhatWasDone() {
        add(10).setDone();
        assertThat(progress.size()).isZero();

        assertThat(progress.takeCommit()).contains(new OffsetAndMetadata(11, "1010 store"));
    }

    private PendingRecord add(long offset) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "t",
                0,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        PendingRecord pending = new PendingRecord(record, null, progress.delivery());
        progress.add(pending);
        return pending;
    }
}
