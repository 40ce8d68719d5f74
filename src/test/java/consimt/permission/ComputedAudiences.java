package consimt.permission;

import consimt.relation.BusinessId;
import consimt.relation.Standing;
import consimt.relation.Standings.Audiences;
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
import java.util.stream.LongStream;

/** An index of a million people, of whom some opted out, counted as DynamoDB counts. */
public final class ComputedAudiences implements Audiences {

    static final int PEOPLE = 1_000_000;
    static final int MOST_OF_A_CALL = 25_000;

    private static final long FIRST = 4_070_000_000L;

    private static final BusinessId SHOP = new BusinessId("shop");

    /** The ids of people have even ends, those of strangers between them odd ones. */
    private static final UserId[] IDS = LongStream.range(FIRST, FIRST + 2 * PEOPLE)
            .mapToObj(number -> new UserId(Long.toString(number)))
            .toArray(UserId[]::new);

    private static final int PAGE = 1024 * 1024;

    /** How many bytes are before each person, and after the last. */
    private final int[] bytes = new int[PEOPLE + 1];

    private int answered;
    private int calls;

    public ComputedAudiences() {
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

    /** How many calls were made so far. */
    int calls() {
        return calls;
    }

    /** In read units: a million people, sorted and cut into the largest calls. */
    public double unitsOfAMillion() {
        return IntStream.range(0, PEOPLE / MOST_OF_A_CALL)
                .mapToDouble(call -> read(IntStream.range(call * MOST_OF_A_CALL, (call + 1) * MOST_OF_A_CALL)
                                .map(person -> 2 * person)
                                .toArray())
                        .readUnits())
                .sum();
    }

    /** The units above 1.05 times the cheaper plan, of the worst of so many audiences. */
    public double worst(int audiences) {
        Random random = new Random(20261129);
        double worst = 0;
        for (int i = 0; i < audiences; i++) {
            int[] audience = any(random);
            worst = Math.max(worst, read(audience).readUnits() - 1.05 * cheaper(audience));
        }
        return worst;
    }

    /** What the cheaper of the two plans costs. */
    double cheaper(int[] audience) {
        return Math.min(0.5 * audience.length, along(audience[0], audience[audience.length - 1]));
    }

    AudienceReader read(int[] audience) {
        AudienceReader reader = new AudienceReader(this, SHOP);
        answered = 0;
        reader.read(Arrays.stream(audience).mapToObj(i -> IDS[i]).toList());
        if (answered != audience.length) {
            throw new AssertionError(answered + " of " + audience.length + " were answered for");
        }
        return reader;
    }

    /** Even, at random, clustered, at the two ends, strangers, and mixed; each as large and as far apart as may be. */
    static int[] any(Random random) {
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
}
