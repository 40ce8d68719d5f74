package consimt.refusal;

/**
 * Finds a day with an hour near it: "3 Mar 2025 at 10:02", "2025-03-03 10.02", "10:02, 3/3/25". Programs write one into
 * the line above a quoted mail. The work is linear in the line.
 */
final class DayAndHour {

    /** Between the two numbers of a day, in characters: "3 September 2025". */
    private static final int WITHIN_DAY = 12;

    /** From the end of a day to the hour behind it. */
    private static final int BEHIND_DAY = 40;

    private static final int LONGEST_NUMBER = 4;

    /** From an hour to the day behind it. */
    private static final int BEHIND_HOUR = 25;

    private static final int LENGTH_OF_HOUR = 4;

    private final String line;

    private DayAndHour(String line) {
        this.line = line;
    }

    static boolean isIn(String line) {
        DayAndHour search = new DayAndHour(line);
        int previous = -1;
        for (int at = 0; at < line.length(); at++) {
            if (!search.isDigit(at)) {
                continue;
            }
            boolean begins = at == 0 || !search.isDigit(at - 1);
            if (begins && search.isDay(previous, at) && search.isHourBehind(at)
                    || search.isHour(at) && search.isDayBehind(at + LENGTH_OF_HOUR)) {
                return true;
            }
            previous = at;
        }
        return false;
    }

    /** @param last the last digit of the number before, or -1 */
    private boolean isDay(int last, int next) {
        return last >= 0
                && next - last - 1 <= WITHIN_DAY
                && line.substring(last, next).indexOf('@') < 0;
    }

    private boolean isHourBehind(int day) {
        int end = day + 1;
        while (end < day + LONGEST_NUMBER && isDigit(end)) {
            end++;
        }
        for (int at = day + 1; at <= end + BEHIND_DAY && at < line.length() && line.charAt(at) != '@'; at++) {
            if (at > day + 1 && isHour(at)) {
                return true;
            }
        }
        return false;
    }

    /** Of all numbers behind the hour, the last one that is near it is the nearest to what follows. */
    private boolean isDayBehind(int hour) {
        int number = -1;
        for (int at = hour; at < line.length() && line.charAt(at) != '@'; at++) {
            int before = at - 2;
            if (before > hour && before <= hour + BEHIND_HOUR && isDigit(before)) {
                number = before;
            }
            if (before > hour + BEHIND_HOUR + WITHIN_DAY) {
                return false;
            }
            if (number >= 0 && isDigit(at) && isDigit(at + 1) && at - end(number) <= WITHIN_DAY) {
                return true;
            }
        }
        return false;
    }

    /** The character behind a number of one or two digits. */
    private int end(int number) {
        return isDigit(number + 1) ? number + 2 : number + 1;
    }

    /** The last digit of an hour, and its minutes. */
    private boolean isHour(int at) {
        return at + 3 < line.length()
                && isDigit(at)
                && (line.charAt(at + 1) == ':' || line.charAt(at + 1) == '.')
                && isDigit(at + 2)
                && isDigit(at + 3);
    }

    private boolean isDigit(int at) {
        return at < line.length() && Character.isDigit(line.charAt(at));
    }
}
