package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertThrows;

import consimt.followup.FollowUps.Tries;
import consimt.runtime.StoreUnavailable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TriesTest {

    @Test
    void aChangeThatNeverGetsInEndsWithAFault() {
        Tries tries = new Tries();
        IntStream.range(0, 200).forEach(n -> tries.begin());
        assertThrows(StoreUnavailable.class, tries::begin);
    }
}
