package consimt.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.relation.Audiences;
import consimt.relation.BusinessId;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What it costs to read how the people of a list stand, beside the cheaper of the two plans. The units are computed. */
class AudienceReaderTest {

    private static final int PEOPLE = 1_000_000;
    private static final int MOST_OF_A_CALL = 25_000;
    private static final int AUDIENCES = Cases.of(1_000, 10_000);
    private static final BusinessId SHOP = new BusinessId("shop");

    /** The ids of people have even ends, those of strangers between them odd ones. */
    private static final UserId[] IDS = IntStream.range(0, 2 * PEOPLE)
            .mapToObj(i -> new UserId("407%07d".formatted(i)))
            .toArray(UserId[]::new);

    private final Computed index = new Computed();

    @Test
    void aMillionPeopleInSortedStretchesCostTheirIndexOnce() {
        double units = 0;
        for (int from = 0; from < PEOPLE; from += MOST_OF_A_CALL) {
            units += read(IntStream.range(from, from + MOST_OF_A_CALL)
                            .map(person -> 2 * person)
                            .toArray())
                    .readUnits();
        }
        double all = units;
        assertTrue(all <= 13_500, () -> all + " read units");
        assertEquals(500_000, IntStream.range(0, PEOPLE).mapToDouble(any -> 0.5).sum());
    }

    @Test
    void noAudienceCostsMuchMoreThanTheCheaperPlan() {
        Random random = new Random(20261129);
        for (int i = 0; i < AUDIENCES; i++) {
            int[] audience = audience(random);
            AudienceReader reader = read(audience);
            double cheaper = Math.min(0.5 * audience.length, index.along(audience[0], audience[audience.length - 1]));
            assertTrue(
                    reader.readUnits() <= 1.05 * cheaper + 130,
                    () -> "%d people from %d to %d: %s of %s units"
                            .formatted(
                                    audience.length,
                                    audience[0],
                                    audience[audience.length - 1],
                                    reader.readUnits(),
                                    cheaper));
        }
    }

    /** A gateway waits for half a minute. */
    @Test
    void theLargestListTakesFewCallsOneAfterTheOther() {
        for (int apart = 1; apart <= 40; apart++) {
            index.calls = 0;
            int distance = 2 * apart;
            read(IntStream.range(0, MOST_OF_A_CALL).map(i -> i * distance).toArray());
            int many = index.calls;
            assertTrue(many <= 400, () -> distance / 2 + " apart: " + many + " calls");
        }
    }

    private AudienceReader read(int[] audience) {
        AudienceReader reader = new AudienceReader(index, SHOP);
        index.answered = 0;
        reader.read(Arrays.stream(audience).mapToObj(i -> IDS[i]).toList());
        assertEquals(audience.length, index.answered);
        return reader;
    }

    /** Even, at random, clustered, at the two ends, strangers, and mixed; each as large and as far apart as may be. */
    private static int[] audience(Random random) {
        int many = upTo(random, MOST_OF_A_CALL);
        int span = Math.max(many, upTo(random, PEOPLE));
        int first = random.nextInt(PEOPLE - span + 1);
        TreeSet<Integer> people = new TreeSet<>();
        switch (random.nextInt(6)) {
            case 0 -> IntStream.range(0, many).forEach(i -> people.add((int) ((long) i * span / many)));
            case 1 -> random.ints(many, 0, span).forEach(people::add);
            case 2 -> people.addAll(List.of(0, span - 1));
            case 3 -> {
                int clusters = upTo(random, 200);
                for (int i = 0; i < clusters; i++) {
                    add(people, random.nextInt(span), 1 + many / clusters, 1 + random.nextInt(20), span);
                }
            }
            case 4 -> {
                int gap = upTo(random, 20_000);
                int cluster = upTo(random, many);
                for (int at = 0; at < span && people.size() < many; at += cluster + gap) {
                    add(people, at, cluster, 1, span);
                }
            }
            default -> {
                add(people, random.nextInt(span), many / 2, 1, span);
                random.ints(1 + many / 2, 0, span).forEach(people::add);
            }
        }
        int strangers = random.nextInt(4) == 0 ? 10 : 1;
        return people.stream()
                .limit(MOST_OF_A_CALL)
                .mapToInt(person -> 2 * (first + person) + (random.nextInt(10) < strangers ? 1 : 0))
                .toArray();
    }

    private static void add(TreeSet<Integer> people, int from, int many, int apart, int span) {
        for (int i = 0; i < many && from + i * apart < span; i++) {
            people.add(from + i * apart);
        }
    }

    /** Of every size as often. */
    private static int upTo(Random random, int most) {
        return (int) Math.exp(random.nextDouble() * Math.log(most));
    }

    /** An index of a million people, of whom some opted out, counted as DynamoDB counts. */
    private static final class Computed implements Audiences {

        private static final int PAGE = 1024 * 1024;

        /** How many bytes are before each person, and after the last. */
        private final int[] bytes = new int[PEOPLE + 1];

        private int answered;
        private int calls;

        private Computed() {
            List<Integer> sizes = new ArrayList<>(Collections.nCopies(PEOPLE, 102));
            new Random(1).ints(PEOPLE * 3 / 100, 0, PEOPLE).forEach(person -> sizes.set(person, 170));
            for (int i = 0; i < PEOPLE; i++) {
                bytes[i + 1] = bytes[i] + sizes.get(i);
            }
        }

        @Override
        public Stretch along(BusinessId businessId, List<UserId> people, int most) {
            calls++;
            int first = (place(people.get(0)) + 1) / 2;
            int end = place(people.get(people.size() - 1)) / 2 + 1;
            int read = Math.max(first, Math.min(Math.min(first + most, end), endOfPage(first)));
            int answers = read >= end ? people.size() : before(people, 2 * read - 1);
            answered += answers;
            return new Stretch(Map.of(), answers, read - first, units(bytes[read] - bytes[first]));
        }

        @Override
        public Stretch singly(BusinessId businessId, List<UserId> people, Consistency consistency) {
            calls++;
            answered += people.size();
            return new Stretch(Map.<UserId, Standing>of(), people.size(), people.size(), 0.5 * people.size());
        }

        /** What a plan costs that reads the index from end to end. */
        private double along(int from, int to) {
            double units = 0;
            int at = (from + 1) / 2;
            int end = to / 2 + 1;
            do {
                int next = Math.max(at, Math.min(end, endOfPage(at)));
                units += units(bytes[next] - bytes[at]);
                at = next;
            } while (at < end);
            return units;
        }

        private int endOfPage(int first) {
            int found = Arrays.binarySearch(bytes, bytes[Math.min(first, PEOPLE)] + PAGE);
            return Math.min(PEOPLE, found < 0 ? -found - 2 : found);
        }

        private static int before(List<UserId> people, int place) {
            int found = Collections.binarySearch(people, IDS[place]);
            return found < 0 ? -found - 1 : found;
        }

        private static int place(UserId userId) {
            return Integer.parseInt(userId.value().substring(3));
        }

        private static double units(int bytes) {
            return Math.max(1, (bytes + 4_095) / 4_096) * 0.5;
        }
    }
}
