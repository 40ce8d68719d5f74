package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What it costs to read how the people of a list stand, beside the cheaper of the two plans. The units are computed. */
class AudienceReaderTest {

    private static final int AUDIENCES = Cases.of(120, 10_000);

    private static final ComputedAudiences INDEX = new ComputedAudiences();

    @Test
    void aMillionPeopleInSortedStretchesCostTheirIndexOnce() {
        double all = INDEX.unitsOfAMillion();
        assertTrue(all <= 13_500, () -> all + " read units");
    }

    @Test
    void noAudienceCostsMuchMoreThanTheCheaperPlan() {
        double worst = INDEX.worst(AUDIENCES);
        assertTrue(worst > 0 && worst <= 130, () -> worst + " read units above 1.05 times the cheaper plan");
    }

    /** A gateway waits for half a minute. */
    @Test
    void theLargestListTakesFewCallsOneAfterTheOther() {
        for (int apart = 1; apart <= 40; apart += Cases.of(6, 1)) {
            int distance = 2 * apart;
            int before = INDEX.calls();
            INDEX.read(IntStream.range(0, ComputedAudiences.MOST_OF_A_CALL)
                    .map(i -> i * distance)
                    .toArray());
            int many = INDEX.calls() - before;
            assertTrue(many <= 400, () -> distance / 2 + " apart: " + many + " calls");
        }
    }
}
