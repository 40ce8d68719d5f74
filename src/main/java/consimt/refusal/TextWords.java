package consimt.refusal;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text in their plain form, and where its sentences and clauses begin.
 *
 * <p>A sentence ends at a full stop, a question mark, an exclamation mark, a colon, a semicolon and a blank line. A
 * clause ends there, and at a comma, a bracket, a quotation mark, a dash, an emoji and the end of a line.
 *
 * @param isCut whether the text was longer than what was read
 */
record TextWords(List<TextWord> all, boolean isCut) {

    private static final String ENDS_OF_SENTENCES = ".!?:;¡¿؛؟।॥。！？；：";
    private static final String ENDS_OF_CLAUSES = ",،、，()[]{}\"“”„«»–—…•|\n";

    /** Alone it is a word of a chat: "no + messages". */
    static final String MORE = "+";

    /** In UTF-16 units. What has no space for longer is no word, and is cut into pieces. */
    private static final int LONGEST_PART = 200;

    record TextWord(String text, boolean startsSentence, boolean startsClause) {}

    /** The words from the beginning, of at most a part's characters of the plain form. */
    static TextWords first(String text) {
        Reader reader = new Reader();
        boolean isCut = !reader.read(text);
        return new TextWords(isWordByWord(reader.words) ? together(reader.words) : reader.words, isCut);
    }

    /** "Stop. Texting. Me." is one sentence. */
    private static boolean isWordByWord(List<TextWord> words) {
        return words.size() >= 3 && words.stream().allMatch(TextWord::startsSentence);
    }

    private static List<TextWord> together(List<TextWord> words) {
        return words.stream()
                .map(word -> new TextWord(word.text(), word == words.get(0), word == words.get(0)))
                .toList();
    }

    /** The words up to the end, of at most as many. */
    static TextWords last(String text) {
        int from = text.length();
        int plain = 0;
        while (from > 0) {
            int start = startOfPart(text, from);
            boolean isApart = plain > 0 && isSpace(text.charAt(from - 1));
            plain += PlainForm.of(text.substring(start, from)).length() + (isApart ? 1 : 0);
            if (plain > TextParts.WINDOW) {
                break;
            }
            from = start;
        }
        return first(text.substring(from));
    }

    private static int startOfPart(String text, int end) {
        int start = end - 1;
        while (start > 0 && end - start < LONGEST_PART && !isSpace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isEmoji(int c) {
        return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x1F300 && c <= 0x1FAFF);
    }

    private static final class Reader {
        private final List<TextWord> words = new ArrayList<>();
        private int plainLength;
        private boolean startsSentence = true;
        private boolean startsClause = true;

        private boolean read(String text) {
            int from = 0;
            int next;
            for (int at = 0; at < text.length(); at = next) {
                int c = text.codePointAt(at);
                next = at + Character.charCount(c);
                boolean endsClause = endsClause(text, at, c);
                boolean isEnd = endsClause || isSpace(c);
                if (isEnd || next - from >= LONGEST_PART) {
                    if (!add(text.substring(from, isEnd ? at : next))) {
                        return false;
                    }
                    from = next;
                }
                if (endsClause) {
                    startsClause = true;
                    startsSentence |= endsSentence(text, at, c);
                    addSign(c);
                }
            }
            return add(text.substring(from));
        }

        private boolean add(String part) {
            if (part.equals(MORE)) {
                addWord(MORE);
                return true;
            }
            String plain = PlainForm.of(part);
            if (plain.isEmpty()) {
                return true;
            }
            plainLength += plain.length() + (plainLength == 0 ? 0 : 1);
            if (plainLength > TextParts.WINDOW) {
                return false;
            }
            for (String word : plain.split(" ")) {
                addWord(Spelling.of(word));
            }
            return true;
        }

        /** A hand that says stop is a word, if a file has it. */
        private void addSign(int c) {
            String sign = Character.toString(c);
            if (isEmoji(c) && Phrases.get().knows(sign)) {
                addWord(sign);
                startsClause = true;
            }
        }

        private void addWord(String word) {
            words.add(new TextWord(word, startsSentence, startsClause));
            startsSentence = false;
            startsClause = false;
        }

        private static boolean endsSentence(String text, int at, int c) {
            return switch (c) {
                case '.' -> !is(text, at - 1, '.') && !is(text, at + 1, '.');
                case '\n' -> is(text, at - 1, '\n');
                default -> ENDS_OF_SENTENCES.indexOf(c) >= 0;
            };
        }

        private static boolean endsClause(String text, int at, int c) {
            return switch (c) {
                // Within a word, a number or an address it ends nothing.
                case '.', ',', ':' -> at + 1 >= text.length() || !Character.isLetterOrDigit(text.charAt(at + 1));
                case '-' -> is(text, at - 1, ' ') || is(text, at + 1, ' ');
                default -> ENDS_OF_SENTENCES.indexOf(c) >= 0 || ENDS_OF_CLAUSES.indexOf(c) >= 0 || isEmoji(c);
            };
        }

        private static boolean is(String text, int at, char c) {
            return at >= 0 && at < text.length() && text.charAt(at) == c;
        }
    }
}
