package consimt.refusal;

import java.util.Arrays;

/** Numbers, in the order in which they were added. */
final class IntList {

    private static final int[] NONE = {};
    private static final int FIRST_ROOM = 4;

    private int[] numbers = NONE;
    private int size;

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(FIRST_ROOM, 2 * size));
        }
        numbers[size] = number;
        size++;
    }

    int get(int at) {
        return numbers[at];
    }

    void set(int at, int number) {
        numbers[at] = number;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
