package consimt.refusal;

/** Ways by what they begin at. Each has a goal and a {@linkplain Way rule}. */
final class WayTable {

    /** Of what begins at {@code i}: from {@code starts[i]} to before {@code starts[i + 1]}. */
    private final int[] starts;

    private final int[] goals;
    private final int[] rules;

    private WayTable(int[] starts, int[] goals, int[] rules) {
        this.starts = starts;
        this.goals = goals;
        this.rules = rules;
    }

    int firstOf(int begin) {
        return starts[begin];
    }

    /** The first way of what comes after. */
    int endOf(int begin) {
        return starts[begin + 1];
    }

    int goal(int way) {
        return goals[way];
    }

    int rule(int way) {
        return rules[way];
    }

    /** Ways in any order, before they are sorted by what they begin at. */
    static final class Builder {
        private final IntList begins = new IntList();
        private final IntList goals = new IntList();
        private final IntList rules = new IntList();

        void add(int begin, int goal, int rule) {
            begins.add(begin);
            goals.add(goal);
            rules.add(rule);
        }

        WayTable build(int size) {
            int[] starts = new int[size + 1];
            for (int i = 0; i < begins.size(); i++) {
                starts[begins.get(i) + 1]++;
            }
            for (int i = 0; i < size; i++) {
                starts[i + 1] += starts[i];
            }
            int[] free = starts.clone();
            WayTable made = new WayTable(starts, new int[begins.size()], new int[begins.size()]);
            for (int i = 0; i < begins.size(); i++) {
                int at = free[begins.get(i)]++;
                made.goals[at] = goals.get(i);
                made.rules[at] = rules.get(i);
            }
            return made;
        }
    }
}
