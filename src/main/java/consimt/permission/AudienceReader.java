package consimt.permission;

import consimt.permission.FilterAudience.Plan;
import consimt.relation.BusinessId;
import consimt.relation.Standing;
import consimt.relation.Standings.Audiences;
import consimt.relation.Standings.Audiences.Stretch;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the standings of many people. Where they lie close together, a stretch of the index is cheaper; where others lie
 * between them, each by itself is.
 *
 * <p>Nobody knows beforehand where which is so. What stretches saved is a credit, and each further stretch may cost as much
 * as the credit. So all together costs little more than each by itself, and a gap ends what is read along the index. After
 * that a short stretch now and then tells whether people lie close together again.
 */
final class AudienceReader {

    /** What one relation costs by itself, in read units. */
    private static final double SINGLE = 0.5;

    /** A short stretch, in read units: some three hundred relations. */
    private static final double SHORT = 4;

    /** The most that is lost in a gap, in read units. A page of the store has 128. */
    private static final double MOST_CREDIT = 100;

    /** A stretch that saves nothing may be followed by a longer one, which is rounded less. */
    private static final double GROWTH = 0.03;

    /** What a relation takes of a read unit of 8 KB, until the first stretch tells. */
    private static final double ROW = 1.0 / 64;

    /** Pages are rounded up, so a stretch stays a little below what it may cost. */
    private static final double FILLED = 0.96;

    private static final int FEWEST_SINGLY = 4;
    private static final int MOST_SINGLY = 400;

    private final Audiences audiences;
    private final BusinessId businessId;
    private final Map<UserId, Standing> standings = new HashMap<>();
    private double readUnits;
    private boolean isByIndex;
    private boolean isByKeys;

    AudienceReader(Audiences audiences, BusinessId businessId) {
        this.audiences = audiences;
        this.businessId = businessId;
    }

    /** @param people in the order of their ids, each once */
    void read(List<UserId> people) {
        double credit = SHORT;
        int rows = 0;
        double unitsOfRows = 0;
        int singly = FEWEST_SINGLY;
        int at = 0;
        while (at < people.size()) {
            List<UserId> rest = people.subList(at, people.size());
            double may = Math.min(credit, SINGLE * rest.size());
            if (may < SHORT) {
                int some = SINGLE * rest.size() < SHORT ? rest.size() : Math.min(singly, rest.size());
                keep(audiences.singly(businessId, rest.subList(0, some), Consistency.EVENTUAL), true);
                at += some;
                singly = Math.min(2 * singly, MOST_SINGLY);
                credit = SHORT;
                continue;
            }
            double ofRow = rows == 0 ? ROW : unitsOfRows / rows;
            Stretch stretch = audiences.along(businessId, rest, (int) Math.max(1, FILLED * may / ofRow));
            keep(stretch, false);
            at += stretch.people();
            rows += stretch.rows();
            unitsOfRows += stretch.readUnits();
            double saved = SINGLE * stretch.people() - stretch.readUnits();
            singly = saved < stretch.readUnits() ? singly : FEWEST_SINGLY;
            credit = Math.min(credit + saved + GROWTH * stretch.readUnits(), MOST_CREDIT);
        }
    }

    /** Reads people again, as they stand at this moment. */
    void readAgain(List<UserId> people) {
        people.forEach(standings::remove);
        keep(audiences.singly(businessId, people, Consistency.STRONG), true);
    }

    private void keep(Stretch read, boolean isSingly) {
        standings.putAll(read.standings());
        readUnits += read.readUnits();
        isByKeys |= isSingly;
        isByIndex |= !isSingly;
    }

    Standing standing(UserId userId) {
        return standings.getOrDefault(userId, Standing.UNKNOWN);
    }

    double readUnits() {
        return readUnits;
    }

    Plan plan() {
        return !isByIndex ? Plan.KEYS : isByKeys ? Plan.BOTH : Plan.INDEX;
    }
}
