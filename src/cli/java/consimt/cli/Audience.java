package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The people of many rows, asked about by {@code filter-audience} in the order of their ids, in stretches: the functions
 * then read the index of a business once in all. Nobody may be written to without an answer that says so.
 *
 * <p>A million numbers take few bytes each: they stand as long values that sort as their digits do. Other ids, of which
 * there are mostly few, are texts.
 */
final class Audience {

    private static final String NO_ID = "NO_ID";
    private static final String FIELDS = "FIELDS";

    private static final int MOST_IN_A_CALL = 25_000;
    private static final int MOST_DIGITS = 15;
    private static final long TEXT = -1;
    private static final long MISFIT = -2;

    private final Service service;
    private final ObjectNode asked;

    private long[] rows = new long[1 << 14];
    private int size;
    private final Map<Integer, String> textOfRow = new HashMap<>();

    /** Each person once, and why nobody may write to them: empty if somebody may, null without an answer. */
    private long[] numbers = {};

    private @Nullable String[] reasons = {};
    private final TreeMap<String, @Nullable String> texts = new TreeMap<>();

    /** @param asked the input without its people */
    Audience(Service service, ObjectNode asked) {
        this.service = service;
        this.asked = asked;
    }

    /** Adds the person of the next row: null for nobody. */
    void add(@Nullable String id) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        rows[size] = id == null ? TEXT : number(id);
        if (rows[size] == TEXT && id != null) {
            textOfRow.put(size, id);
            texts.put(id, null);
        }
        size++;
    }

    /** Adds a row whose fields are not those of the columns: nobody knows whom it is about. */
    void addMisfit() {
        add(null);
        rows[size - 1] = MISFIT;
    }

    /** Four bits a digit, from the left, so that they sort as digits do; -1 for what is none. */
    private static long number(String digits) {
        long number = 0;
        for (int at = 0; at < MOST_DIGITS; at++) {
            int digit = at < digits.length() ? digits.charAt(at) - '0' : -1;
            if (digit > 9 || digit < 0 && at < digits.length()) {
                return TEXT;
            }
            number = number << 4 | digit + 1;
        }
        return digits.length() > MOST_DIGITS ? TEXT : number;
    }

    private static String digits(long number) {
        char[] digits = new char[MOST_DIGITS];
        int length = 0;
        for (int shift = 4 * (MOST_DIGITS - 1); shift >= 0 && (number >> shift & 15) > 0; shift -= 4) {
            digits[length++] = (char) ('0' + (number >> shift & 15) - 1);
        }
        return new String(digits, 0, length);
    }

    int size() {
        return size;
    }

    /** @param called is told after each call */
    void ask(Runnable called) {
        numbers = Arrays.stream(rows, 0, size)
                .filter(each -> each >= 0)
                .sorted()
                .distinct()
                .toArray();
        reasons = new String[numbers.length];
        ArrayNode people = asked.putArray("userIds");
        for (long number : numbers) {
            people.add(digits(number));
            call(people, MOST_IN_A_CALL, called);
        }
        for (String text : texts.keySet()) {
            people.add(text);
            call(people, MOST_IN_A_CALL, called);
        }
        call(people, 1, called);
    }

    private void call(ArrayNode people, int atLeast, Runnable called) {
        if (people.size() >= atLeast) {
            JsonNode answer = service.call("filter-audience", asked);
            int answered = answers(answer.path("allowed"), "");
            for (JsonNode each : answer.path("refused")) {
                String reason = each.path("reason").asText("");
                answered += reason.isEmpty() ? 0 : answers(each.path("userIds"), reason);
            }
            if (answered != people.size() || !answer.path("outcome").asText().equals("FILTERED")) {
                throw notUnderstood();
            }
            people.removeAll();
            called.run();
        }
    }

    private int answers(JsonNode people, String reason) {
        for (JsonNode each : people) {
            String id = each.asText();
            int place = Arrays.binarySearch(numbers, number(id));
            boolean isOpen = place < 0 ? texts.containsKey(id) && texts.get(id) == null : reasons[place] == null;
            if (!isOpen) {
                throw notUnderstood();
            }
            if (place < 0) {
                texts.put(id, reason);
            } else {
                reasons[place] = reason;
            }
        }
        return people.size();
    }

    private static Trouble notUnderstood() {
        return new Trouble("an answer of filter-audience that is not understood");
    }

    /** Why nobody may write to the person of a row; empty if somebody may. */
    String reason(int row) {
        String text = textOfRow.get(row);
        if (text == null && rows[row] < 0) {
            return rows[row] == TEXT ? NO_ID : FIELDS;
        }
        String reason = text == null ? reasons[Arrays.binarySearch(numbers, rows[row])] : texts.get(text);
        return reason == null ? "NOT_ANSWERED" : reason;
    }

    boolean isNobody(int row) {
        return rows[row] < 0 && !textOfRow.containsKey(row);
    }

    void clear() {
        size = 0;
        textOfRow.clear();
        texts.clear();
    }
}
